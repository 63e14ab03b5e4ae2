--- Markets: m.close, m("4h").high, m("1h", "ETHUSDT").close.
local classes = require "stdlib.expr.classes"
local hint_for = require "stdlib.expr.hint"

local market = {}

market.fields = {
  "open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "time", "hour", "weekday",
  "funding", "mark", "open_interest",
}
local known = {}
for _, field in ipairs(market.fields) do known[field] = true end

local UNITS = { ms = true, s = true, m = true, h = true, d = true, w = true, mo = true }

--- Is it the name of a time frame?
function market.is_timeframe(value)
  local count, unit = tostring(value):match "^([1-9]%d*)(%l+)$"
  if type(value) ~= "string" or not count then return false end
  return UNITS[unit] == true and tonumber(count) <= 100000
end

--- Raise a complaint unless value names a time frame.
function market.check_timeframe(r, value, what)
  if market.is_timeframe(value) then return value end
  local hint = ""
  if type(value) == "string" then
    local swapped = value:lower():gsub("^(%l+)(%d+)$", "%2%1")
    for word, unit in pairs { min = "m", hour = "h", day = "d", week = "w" } do
      swapped = swapped:gsub("%s*" .. word .. "s?$", unit)
    end
    if market.is_timeframe(swapped) then hint = (": did you mean '%s'?"):format(swapped) end
  end
  r:fail('%s: expected a time frame like "15m", "4h" or "1d", found %s%s', what, r:describe(value),
    hint)
end

--- Is it the name of a symbol?
function market.is_symbol(value)
  return type(value) == "string" and #value < 64 and value:match "^[%w_.:/-]+$"
end

--- The class of markets for a recorder.
-- @return the traded market, and a function(value) -> { timeframe, symbol } or nil
function market.install(r)
  local class = {}
  local markets = {}
  r:name_class(class, "a market", "; name one of its columns, m.close for example")

  local function new(timeframe, symbol)
    local object = setmetatable({}, class)
    markets[object] = { timeframe = timeframe, symbol = symbol }
    return object
  end

  function class.__index(self, key)
    local at = markets[self]
    if known[key] then
      return r:make("column",
        { form = "field", field = key, timeframe = at.timeframe, symbol = at.symbol })
    end
    if classes.is_column_method(key) then
      r:fail("'%s' belongs to a column: name one, m.close:%s(...) for example", key, key)
    end
    r:fail("a market has no column '%s'%s", tostring(key), hint_for(key, market.fields))
  end

  function class.__call(self, timeframe, symbol)
    local at = markets[self]
    if timeframe ~= nil or symbol == nil then
      market.check_timeframe(r, timeframe, "m(timeframe, symbol)")
    end
    if symbol ~= nil and not market.is_symbol(symbol) then
      r:fail('m(timeframe, symbol): expected a symbol like "ETHUSDT", found %s', r:describe(symbol))
    end
    return new(timeframe or "", symbol or at.symbol)
  end

  r:no_column(class, "a market", "m.close")
  return new("", ""), function(value) return markets[value] end
end

return market
