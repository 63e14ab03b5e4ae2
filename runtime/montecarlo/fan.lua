--- Bands of equity over the paths as a picture of characters: where half of the paths were, 95 %
-- and 99 % of them, the median, and what really came.
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"

local fan = {}

local HEIGHT, GAP = 12, 2
-- From the widest band to what is drawn over it.
local BANDS = { { "99", "·" }, { "95", "░" }, { "50", "▒" } }
local MEDIAN, ACTUAL = "━", "●"
local KEY = "● actual, ━ median, ▒ 50 %, ░ 95 % and · 99 % of the paths"

-- Equity on a scale on which a doubling is as high everywhere, where it can be.
local function scale_of(bands)
  local low, high = math.huge, -math.huge
  for _, name in ipairs { "low_99", "high_99", "actual" } do
    for _, x in ipairs(bands[name] or {}) do low, high = math.min(low, x), math.max(high, x) end
  end
  local logarithmic = low > 0
  local function to(x) return logarithmic and math.log(x) or x end
  local function back(y) return logarithmic and math.exp(y) or y end
  local bottom, top = to(low), to(high)
  if top - bottom < 1e-9 * math.max(1, math.abs(top)) then top = bottom + 1 end
  return {
    row = function(x) return math.floor((to(x) - bottom) / (top - bottom) * (HEIGHT - 1) + 0.5) end,
    at = function(row) return back(bottom + (top - bottom) * row / (HEIGHT - 1)) end,
  }
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
  local scale, labels, wide = scale_of(bands), {}, 0
  for row = 0, HEIGHT - 1 do
    labels[row] = row % 3 == 2 and format.decimal(scale.at(row), 0) or ""
    wide = math.max(wide, #labels[row])
  end
  local columns = {}
  local count = math.min(#bands.at, width - wide - GAP)
  for i = 1, count do
    local k = 1 + math.floor((i - 1) * (#bands.at - 1) / math.max(count - 1, 1) + 0.5)
    columns[i] = column_of(bands, scale, k)
  end
  local lines = {}
  for row = HEIGHT - 1, 0, -1 do
    local cells = {}
    for i, column in ipairs(columns) do cells[i] = column[row] or " " end
    local line = layout.pad_left(labels[row], wide) .. (" "):rep(GAP) .. table.concat(cells)
    lines[#lines + 1] = (line:gsub("%s+$", ""))
  end
  for _, line in ipairs(layout.wrap(KEY, width)) do lines[#lines + 1] = line end
  return lines
end

return fan
