--- bt(strategy, data, options): what `tide backtest` does, on what a session has at hand.
local failure = require "runtime.failure"
local loading = require "runtime.session.load"
local options = require "runtime.options"
local rules = require "runtime.session.rules"
local settings = require "runtime.settings"
local simulation = require "runtime.simulation"
local strategies = require "runtime.session.strategies"

local bt = {}

local COMMAND = {
  name = "bt", arguments = { { name = "STRATEGY", help = "a strategy" } },
  options = simulation.with_options {},
}

local USAGE = "bt(strategy, data, { cash = 5000, param = { fast = 9 } }): "

local class = {}
bt.class = class

--- A result says what its run's result says; a run of several instruments is a list of such.
function class.__index(self, key)
  local result = self[1] and rawget(self, 1).result
  local value = result and result[key]
  if type(value) ~= "function" then return value end
  return function(_, ...) return value(result, ...) end
end

function class.__tostring(self)
  local names = {}
  for i, run in ipairs(self) do names[i] = run.symbol end
  return ("result of %s on %s"):format(self[1].strategy.name, table.concat(names, ", "))
end

local function word_of(value)
  return type(value) == "number" and ("%.17g"):format(value) or tostring(value)
end

--- The options of `tide backtest` from a table: commission_maker = 0 is --commission-maker 0.
local function read_options(given)
  local words = { "strategy", "--data", "data" }
  for key, value in pairs(given) do
    local name = "--" .. tostring(key):gsub("_", "-")
    if key == "param" or key == "params" then
      for param, number in pairs(value) do
        words[#words + 1], words[#words + 2] = "--param", ("%s=%s"):format(param, word_of(number))
      end
    elseif key ~= "with" and value == true then
      words[#words + 1] = name
    elseif key ~= "with" and value ~= false then
      words[#words + 1], words[#words + 2] = name, word_of(value)
    end
  end
  local opts, message = options.parse(COMMAND, words)
  return failure.check(opts, message, failure.USAGE)
end

--- Candles of a session or of a file; the time frame of a market, nil: their own.
local function candles_of(session, value, opts)
  if type(value) == "string" then return loading.candles(session.markets, value, opts) end
  local candles, timeframe = session.markets:candles_of(value)
  if not candles and type(value) == "table" and value.cdata then
    candles = session.markets:adopt(value)
  end
  failure.check(candles, USAGE .. "data is candles, a file, or a list of them", failure.USAGE)
  return candles, timeframe ~= "" and timeframe or nil
end

local function list_of(session, value)
  local one = type(value) ~= "table" or session.markets.of(value) or value.cdata
  if one then return { value } end
  if #value == 0 then failure.raise(USAGE .. "the list of data is empty", failure.USAGE) end
  return value
end

local function params_of(opts)
  local params = {}
  for _, pair in ipairs(opts.param) do params[pair.name] = pair.value end
  return params
end

--- The strategy for these candles, and what it reads beside them.
local function strategy_of(session, value, candles, opts)
  local made, with
  if type(value) == "string" or strategies.is(value) and value.path then
    if type(value) ~= "string" then strategies.refresh(value) end
    opts.strategy = type(value) == "string" and value or value.path
    return simulation.strategy(opts), {}
  elseif strategies.is(value) then
    made, with = rules.of_table(session.context, value.table, candles, opts.timeframe,
      params_of(opts))
  elseif type(value) == "table" and not session.context.r:kind(value) then
    made, with = rules.of_sides(session.context, value, candles, opts.timeframe)
  else
    failure.raise(("%sa strategy is a file, what load gave, or { enter = condition, ... }; "
      .. "found %s"):format(USAGE, session.context.r:describe(value)), failure.USAGE)
  end
  return made, with
end

local function references(session, given, opts)
  local with = {}
  for _, value in ipairs(given == nil and {} or list_of(session, given)) do
    local candles = candles_of(session, value, opts)
    with[candles.symbol] = candles
  end
  return with
end

--- The function `bt` of a session.
-- @param session  { markets, context = { r, distance_of, size_of, param_of } }
function bt.new(session)
  return function(strategy, data, given)
    if strategy == nil or data == nil then
      failure.raise(USAGE .. "a strategy and data are needed", failure.USAGE)
    end
    given = given or {}
    local opts = read_options(given)
    local made, message = settings.make(opts)
    failure.check(made, message, failure.USAGE)
    local with, runs = references(session, given.with, opts), {}
    for i, value in ipairs(list_of(session, data)) do
      local candles, timeframe = candles_of(session, value, opts)
      opts.timeframe = timeframe or given.timeframe
      local loaded, more = strategy_of(session, strategy, candles, opts)
      for symbol, reference in pairs(with) do more[symbol] = reference end
      runs[i] = simulation.run {
        strategy = loaded, candles = candles, with = more, settings = made,
      }
    end
    return setmetatable(runs, class)
  end
end

return bt
