--- What a script of a session reads as ctx.ind: its columns, as they were at the last close.
local columns = require "runtime.event.columns"

local shown = {}
shown.__index = shown

--- @param script   of the loader
-- @param files    candles of the feed
-- @param markets  { { symbol, candles } } in the time frame of the script
-- @return what follows the closes, or nil when the script has no indicators
function shown.of(script, files, markets)
  local list = {}
  for i, candles in ipairs(files) do list[i] = { symbol = candles.symbol, candles = candles } end
  local made = columns.of(script, list, {}, markets[1].candles)
  if not made then return nil end
  return setmetatable({ columns = made, symbol = markets[1].symbol, bar = -1 }, shown)
end

--- A candle of a symbol has closed.
function shown:closed(symbol, row)
  if symbol == self.symbol then self.bar = row end
end

--- The values by name; what is undefined is not there.
function shown:row()
  local row = {}
  for name, one in pairs(self.columns) do
    if one.condition then
      row[name] = self.bar >= 0 and one.values[self.bar] ~= 0
    elseif self.bar >= 0 then
      local x = one.values[self.bar]
      row[name] = x == x and x or nil
    end
  end
  return row
end

return shown
