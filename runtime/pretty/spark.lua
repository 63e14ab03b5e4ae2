--- Many values as one line of blocks: the mean of as many as fall on each.
local blocks = require "runtime.chart.blocks"

local spark = {}

local WIDEST = 72

--- @param n      how many values
-- @param value  function(i) -> number, i from 0; undefined ones do not count
-- @param width  columns to fit
-- @return one line; "" when nothing is defined
function spark.line(n, value, width)
  local count = math.min(n, width, WIDEST)
  local curve, any = {}, false
  for k = 1, count do
    local sum, found = 0, 0
    for i = math.floor((k - 1) * n / count), math.floor(k * n / count) - 1 do
      local x = value(i)
      if x == x and math.abs(x) < math.huge then sum, found = sum + x, found + 1 end
    end
    curve[k], any = sum / found, any or found > 0
  end
  if not any then return "" end
  return (blocks.lines({ curve })[1]:gsub("%s+$", ""))
end

return spark
