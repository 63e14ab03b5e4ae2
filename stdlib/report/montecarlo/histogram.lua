--- Counts of a column in bins of a round width, for a chart.
local json = require "stdlib.json"

local histogram = {}

local BINS = 40
local ROUND = { 1, 2, 2.5, 5, 10 }

local function round_width(wanted)
  local power = 10 ^ math.floor(math.log10(wanted))
  for _, m in ipairs(ROUND) do
    if m * power >= wanted * (1 - 1e-9) then return m * power end
  end
  return 10 * power
end

--- @param x  double* of n numbers
-- @param d  their distribution: low_99, high_99, actual
-- @return { width, edges, counts, actual, beyond = paths outside, too far to be drawn }; no edges
--   when nothing is defined
function histogram.of(x, n, d)
  local made = { edges = {}, counts = {}, beyond = 0, actual = d.actual or json.null, width = 0 }
  if not d.low_99 then
    made.edges, made.counts = json.array(made.edges), json.array(made.counts)
    return made
  end
  local low, high = d.low_99, d.high_99
  if d.actual then low, high = math.min(low, d.actual), math.max(high, d.actual) end
  local least = math.max(math.abs(low), math.abs(high)) * 1e-3 -- else all is one value
  local width = round_width(math.max((high - low) / BINS, least, 1e-9))
  local first = math.floor(low / width)
  local count = math.floor(high / width) - first + 1
  for i = 1, count do made.edges[i], made.counts[i] = (first + i - 1) * width, 0 end
  for i = 0, n - 1 do
    local bin = math.floor(x[i] / width) - first + 1
    if bin >= 1 and bin <= count then
      made.counts[bin] = made.counts[bin] + 1
    elseif x[i] == x[i] then
      made.beyond = made.beyond + 1
    end
  end
  made.width, made.edges, made.counts = width, json.array(made.edges), json.array(made.counts)
  return made
end

return histogram
