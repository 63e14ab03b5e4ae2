--- Functions of scripts that need columns of their own, and the options that bring them.
local failure = require "runtime.failure"
local terminal = require "runtime.terminal"

local functions = {}

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
function functions.check(script, list)
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

return functions
