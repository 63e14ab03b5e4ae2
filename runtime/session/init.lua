--- What a workflow and the REPL see: all of Lua and of stdlib, the commands of tide, and the words
-- of strategies on candles that are loaded, so that a rule can be looked at before it is written
-- down.
local combine = require "stdlib.expr.combine"
local distance = require "stdlib.expr.distance"
local failure = require "runtime.failure"
local indicators = require "stdlib.indicators"
local params = require "stdlib.expr.params"
local position = require "stdlib.expr.position"
local ta = require "stdlib.expr.ta"
local columns = require "runtime.session.columns"
local markets = require "runtime.session.market"
local recorders = require "runtime.session.recorder"
local words = require "runtime.session.words"

local session = {}
session.__index = session

-- What takes its time to load comes when it is called.
local LATER = {
  bt = function(self) return require("runtime.session.backtest").new(self) end,
  plot = function(self) return require("runtime.session.plot").new(self) end,
  help = function(self) return require("runtime.session.help").new(self) end,
  load = function(self) return require("runtime.session.load").new(self.markets) end,
  strategy = function() return require("runtime.session.strategies").of_table end,
}

local NO_CANDLES = "m is the candles that were loaded first: load \"FILE.csv\""

--- `m`: the candles that were loaded first, until it is set to others.
local function add_own_market(self)
  setmetatable(self.env, {
    __index = function(_, name)
      if name == "m" then return failure.check(self.markets.own, NO_CANDLES) end
      return _G[name]
    end,
    __newindex = function(env, name, value)
      if name ~= "m" then return rawset(env, name, value) end
      local candles = self.markets:candles_of(value)
      self.markets.own = failure.check(candles, "m can only be set to candles")
    end,
  })
end

local function no_definitions()
  failure.raise("ta.define stands in a file: load the strategy that has it, or that finds it in "
    .. "indicators/NAME.lua")
end

--- The words of strategies, as a file sees them.
local function add_vocabulary(self, r)
  local env, context = self.env, { r = r }
  context.param_of = params.install(r, env)
  context.distance_of = distance.install_atr(r, env)
  context.size_of = distance.install_sizes(r, env)
  combine.install(r, env)
  position.install(r, env)
  env.ta = ta.install(r, indicators.list, self.markets.of, context.param_of)
  rawset(env.ta, "define", no_definitions)
  self.context, self.ta = context, env.ta
end

local function add_later(self)
  for name, make in pairs(LATER) do
    local made
    self.env[name] = function(...)
      made = made or make(self)
      return made(...)
    end
  end
end

--- @return { env: of the chunks that run in it, context = { r, distance_of, size_of, param_of },
--   markets, ta }
function session.new()
  local self = setmetatable({ markets = markets.new(), env = {} }, session)
  local r = recorders.new(self.markets.bind)
  self.markets:install(r)
  add_vocabulary(self, r)
  columns.install(r)
  words.install(self.env, self.markets)
  add_later(self)
  add_own_market(self)
  return self
end

--- Chunks of a source, "=stdin" or "@FILE", are called so in messages.
function session:reads(source, name) self.context.r.chunks[source] = name end

--- The names of the outputs of an indicator that has several, in their order; nil when value is
-- something else.
function session:outputs(value)
  local r, names = self.context.r, {}
  if not r.nouns[getmetatable(value) or false] then return nil end
  for name, column in next, value do
    if r:kind(column) ~= "column" then return nil end
    names[#names + 1] = { name, r.node_of(column).output }
  end
  if #names < 2 then return nil end
  table.sort(names, function(a, b) return a[2] < b[2] end)
  for i, pair in ipairs(names) do names[i] = pair[1] end
  return names
end

return session
