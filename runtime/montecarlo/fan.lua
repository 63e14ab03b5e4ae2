--- Bands of equity over the paths as a picture of characters: where half of the paths were, 95 %
-- and 99 % of them, the median, and what really came.
local frame = require "runtime.chart.frame"
local layout = require "stdlib.layout"

local fan = {}

local HEIGHT = 12
-- From the widest band to what is drawn over it.
local BANDS = { { "99", "·" }, { "95", "░" }, { "50", "▒" } }
local MEDIAN, ACTUAL = "━", "●"
local KEY = "● actual, ━ median, ▒ 50 %, ░ 95 % and · 99 % of the paths"

local function scale_of(bands)
  local low, high = math.huge, -math.huge
  for _, name in ipairs { "low_99", "high_99", "actual" } do
    for _, x in ipairs(bands[name] or {}) do low, high = math.min(low, x), math.max(high, x) end
  end
  return frame.scale(low, high, HEIGHT, true)
end

local function fill(cells, from, to, text)
  for row = from, to do cells[row] = text end
end

local function column_of(bands, scale, k)
  local cells = {}
  for _, band in ipairs(BANDS) do
    fill(cells, scale.row(bands["low_" .. band[1]][k]), scale.row(bands["high_" .. band[1]][k]),
      band[2])
  end
  cells[scale.row(bands.median[k])] = MEDIAN
  if bands.actual then cells[scale.row(bands.actual[k])] = ACTUAL end
  return cells
end

--- Lines of the picture, none wider than `width`.
-- @param bands  of stdlib.research.paths
function fan.lines(bands, width)
  local scale = scale_of(bands)
  local labels, wide = frame.labels(scale)
  local columns = {}
  local count = math.min(#bands.at, frame.room(wide, width))
  for i = 1, count do
    local k = 1 + math.floor((i - 1) * (#bands.at - 1) / math.max(count - 1, 1) + 0.5)
    columns[i] = column_of(bands, scale, k)
  end
  local lines = frame.lines(labels, wide, HEIGHT, function(row)
    local cells = {}
    for i, column in ipairs(columns) do cells[i] = column[row] or " " end
    return table.concat(cells)
  end)
  for _, line in ipairs(layout.wrap(KEY, width)) do lines[#lines + 1] = line end
  return lines
end

return fan
