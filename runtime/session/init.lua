--- What a workflow and the REPL see: all of Lua and of stdlib, the commands of tide, and the words of
-- strategies on candles that are loaded, so that a rule can be looked at before it is written down.
local combine = require "stdlib.expr.combine"
local distance = require "stdlib.expr.distance"
local failure = require "runtime.failure"
local indicators = require "stdlib.indicators"
local params = require "stdlib.expr.params"
local ta = require "stdlib.expr.ta"
local columns = require "runtime.session.columns"
local markets = require "runtime.session.market"
local recorders = require "runtime.session.recorder"
local words = require "runtime.session.words"

local session = {}

-- What takes its time to load comes when it is called.
local LATER = {
  bt = function(self) return require("runtime.session.backtest").new(self) end,
  plot = function(self) return require("runtime.session.plot").new(self) end,
  help = function(self) return require("runtime.session.help").new(self) end,
  load = function(self) return require("runtime.session.load").new(self.markets) end,
  strategy = function() return require("runtime.session.strategies").of_table end,
}

local function refuse_define(object)
  rawset(object, "define", function()
    failure.raise("ta.define stands in a file: load the strategy that has it, or that finds it "
      .. "in indicators/NAME.lua")
  end)
end

--- @return { env: of the chunks that run in it, context = { r, distance_of, size_of, param_of },
--   markets, ta, reads(source, name): chunks of this source are named so in messages }
function session.new()
  local self = { markets = markets.new(), env = {} }
  local r = recorders.new(self.markets.bind)
  self.markets.install(r)
  local env, context = self.env, { r = r }
  context.param_of = params.install(r, env)
  context.distance_of = distance.install_atr(r, env)
  context.size_of = distance.install_sizes(r, env)
  combine.install(r, env)
  env.ta = ta.install(r, indicators.list, self.markets.of, context.param_of)
  refuse_define(env.ta)
  columns.install(r)
  words.install(env, self.markets)
  for name, make in pairs(LATER) do
    local made
    env[name] = function(...)
      made = made or make(self)
      return made(...)
    end
  end
  setmetatable(env, { __index = function(_, name)
    if name == "m" then return self.markets.latest() end
    return _G[name]
  end })
  self.context, self.ta = context, env.ta

  --- The names of the outputs of an indicator that has several, in their order; nil when it is
  -- something else.
  function self.outputs(value)
    local names = {}
    for name, column in next, value do
      if r:kind(column) ~= "column" then return nil end
      names[#names + 1] = { name, r.node_of(column).output }
    end
    if #names < 2 or not r.nouns[getmetatable(value) or false] then return nil end
    table.sort(names, function(x, y) return x[2] < y[2] end)
    for i, pair in ipairs(names) do names[i] = pair[1] end
    return names
  end

  function self.reads(source, name) r.chunks[source] = name end
  return self
end

return session
