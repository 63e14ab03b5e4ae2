--- What scripts need of the files and options that they are run with.
local failure = require "runtime.failure"
local terminal = require "runtime.terminal"
local C = require("stdlib.host").C

local check = {}

-- Functions that need columns of their own, and the options that bring them.
local NEEDS = {
  { "on_candle", "candles", "--data", "candles" }, { "on_trade", "trades", "--ticks", "trades" },
  { "on_book", "depth", "--book", "an order book" },
  { "on_liquidation", "liquidations", "--liquidations", "liquidations" },
}

local function has(list, field)
  for _, market in ipairs(list) do
    if market[field] then return true end
  end
  return false
end

--- Refuse a script that nothing would call, and tell of a function that nothing does.
-- @param list  of markets
function check.functions(script, list)
  local called, missing, own = false, {}, {}
  for _, name in ipairs(script.callbacks) do own[name] = true end
  for _, need in ipairs(NEEDS) do
    local there = has(list, need[2])
    if own[need[1]] and not there then
      missing[#missing + 1] = ("%s is never called without %s, which %s brings"):format(need[1],
        need[4], need[3])
    end
    called = called or (own[need[1]] and there)
  end
  if #missing == 0 then return end
  local message = ("%s: %s"):format(script.path, table.concat(missing, "; "))
  if not called then failure.raise(message, failure.USAGE) end
  terminal.warn(message)
end

--- Refuse more than one engine holds.
-- @param group  of scripts
-- @param list   of markets
function check.room(group, list)
  local sources = 0
  for _, market in ipairs(list) do
    for _, name in ipairs { "candles", "trades", "depth", "liquidations" } do
      sources = sources + (market[name] and 1 or 0)
    end
  end
  local function at_most(n, most, what)
    if n <= most then return end
    failure.raise(("at most %d %s can run together, found %d"):format(most, what, n),
      failure.USAGE)
  end
  at_most(#group, C.TIDE_EVENTS_STRATEGIES, "scripts of one time frame")
  at_most(#list, C.TIDE_EVENTS_MARKETS, "symbols")
  at_most(sources, C.TIDE_EVENTS_SOURCES, "files of candles, trades, books and liquidations")
end

-- Why a strategy cannot be simulated on whole columns, or nil.
local function bar_by_bar(strategy)
  if strategy.kind == "script" then return "scripts run in the event engine" end
  local reads = C.tide_strategy_reads_position(strategy.cdata)
  return reads and "what reads pos.* is simulated bar by bar" or nil
end

--- Refuse on whole columns what cannot be simulated there.
function check.engine(list, opts)
  if not opts.given.engine or opts.engine ~= "vector" then return end
  for _, strategy in ipairs(list) do
    local why = bar_by_bar(strategy)
    if why then
      failure.raise(("%s: %s: leave '--engine vector' out"):format(strategy.path, why),
        failure.USAGE)
    end
  end
end

return check
