--- What is unusual about candles: gaps, bars without volume, outliers.
--
-- Outlier: a candle whose high or low lies further from the close before it than
-- OUTLIER_FACTOR times the median distance, both as logarithms of price ratios. A
-- median does not care how wild the wild ones are, so the rule needs no tuning to a
-- market; real crashes are outliers too. It does not apply to prices below zero.
local quality = {}

quality.OUTLIER_FACTOR = 20

local MONTH = "!%Y %m"

local function month_of(us)
  local year, month = os.date(MONTH, us / 1e6):match "(%d+) (%d+)"
  return year * 12 + month
end

local function missing_between(timeframe, from, to)
  local steps = timeframe > 0 and (to - from) / timeframe
    or (month_of(to) - month_of(from)) / -timeframe
  return math.floor(steps) - 1
end

--- Breaks in the steps of candles.
-- @return list of { after = ms of the candle before, missing = candles }, total missing
function quality.gaps(c)
  local list, total = {}, 0
  local timeframe = tonumber(c.timeframe)
  for i = 1, c.n - 1 do
    if c.time[i] - c.time[i - 1] ~= c.timeframe then
      local from = tonumber(c.time[i - 1])
      local missing = missing_between(timeframe, from, tonumber(c.time[i]))
      if missing > 0 then
        list[#list + 1] = { after = from / 1000, missing = missing }
        total = total + missing
      end
    end
  end
  return list, total
end

--- Open times (ms) of candles without volume; empty when there is no volume column.
function quality.zero_volume(c)
  local list = {}
  if c.volume == nil then return list end
  for i = 0, c.n - 1 do
    if c.volume[i] == 0 then list[#list + 1] = tonumber(c.time[i]) / 1000 end
  end
  return list
end

--- Distance of every candle but the first from the close before it; nil when a
-- price is not positive.
local function distances(c)
  local list = {}
  for i = 1, c.n - 1 do
    local before = c.close[i - 1]
    if before <= 0 or c.low[i] <= 0 then return nil end
    local up, down = math.log(c.high[i] / before), math.log(c.low[i] / before)
    list[i] = math.max(math.abs(up), math.abs(down))
  end
  return list
end

local function median(list)
  local sorted = {}
  for i = 1, #list do sorted[i] = list[i] end
  table.sort(sorted)
  return sorted[math.floor((#sorted + 1) / 2)] or 0
end

--- Candles that are far out.
-- @return list of { time = ms, times = distance in medians }
function quality.outliers(c)
  local found = {}
  local list = distances(c) or {}
  local usual = median(list)
  if usual == 0 then return found end
  for i = 1, #list do
    if list[i] > quality.OUTLIER_FACTOR * usual then
      found[#found + 1] = { time = tonumber(c.time[i]) / 1000, times = list[i] / usual }
    end
  end
  return found
end

return quality
