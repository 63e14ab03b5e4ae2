--- Regimes as docs/reference/regimes.md defines them, day by day from lists, each window summed
-- afresh: the twin of stdlib.regime.
local naive = {}

local function hold(x, low, high) return math.max(low, math.min(high, x)) end

-- The last `count` numbers of a list up to place i; nil when there are fewer.
local function window(list, i, count)
  local out = {}
  for k = i - count + 1, i do
    if list[k] == nil then return nil end
    out[#out + 1] = list[k]
  end
  return out
end

local function mean(list)
  if not list then return nil end
  local sum = 0
  for _, x in ipairs(list) do sum = sum + x end
  return sum / #list
end

local function deviation(list)
  if not list then return nil end
  local m, sum = mean(list), 0
  for _, x in ipairs(list) do sum = sum + (x - m) ^ 2 end
  return math.sqrt(sum / (#list - 1))
end

local function top(list, i, count)
  local best = -math.huge
  for k = math.max(1, i - count + 1), i do best = math.max(best, list[k]) end
  return best
end

-- Index 1 is the return of day 2: moved, so that it is that of the day.
local function changes(close)
  local out = {}
  for i = 2, #close do out[i] = math.log(close[i] / close[i - 1]) end
  return out
end

local function votes(close, steps, i, c, breadth)
  local n = c.trend.days
  local average = mean(window(close, i, n))
  local before, sigma = mean(window(close, i - c.trend.slope, n)), deviation(window(steps, i, c.volatility.usual))
  if not (average and before and sigma) then return nil end
  local w, full = c.trend.weights, c.trend.full
  local position = math.log(close[i] / average) / (sigma * math.sqrt(n / 3))
  local slope = math.log(average / before) / (sigma * c.trend.slope / math.sqrt(n))
  local depth = math.log(top(close, i, c.drawdown.days) / close[i]) / (sigma * math.sqrt(c.drawdown.days))
  local list = {
    { w.position, hold(position / full, -1, 1) }, { w.slope, hold(slope / full, -1, 1) },
    { w.drawdown, 1 - 2 * hold(depth / c.drawdown.deep, 0, 1) },
  }
  if breadth then list[4] = { w.breadth, 2 * breadth - 1 } end
  local sum, total = 0, 0
  for _, vote in ipairs(list) do sum, total = sum + vote[1] * vote[2], total + vote[1] end
  return sum / total
end

local function crisis(close, steps, i, c)
  local k = c.crisis
  local sigma = deviation(window(steps, i - k.days, c.volatility.usual))
  if i <= k.days or not sigma then return nil end
  local high = top(close, i, k.days)
  local fall = 1 - close[i] / high
  local shock = math.log(high / close[i]) / (sigma * math.sqrt(k.days))
  if fall < k.fall or shock < k.sigmas then return nil end
  return hold(math.min(fall / k.fall, shock / k.sigmas) - 1, 0, 1)
end

-- The last label that stood `confirm` days in a row; the first one at once.
local function believed(seen, i, confirm)
  local label
  for k = 1, i do
    if seen[k] then
      local same = true
      for j = k - confirm + 1, k do same = same and seen[j] == seen[k] end
      if not label or same then label = seen[k] end
    end
  end
  return label
end

local function rank(wild, i, count)
  local before = window(wild, i - 1, count)
  if not before or not wild[i] then return nil end
  local upto = 0
  for _, x in ipairs(before) do upto = upto + (x <= wild[i] and 1 or 0) end
  return 100 * upto / count
end

--- @param close    list of closes, a day each
-- @param c        of stdlib.regime.config
-- @param breadth  list by day, or nil
-- @return rows by day + 1: { label, confidence, volatility }
function naive.classify(close, c, breadth)
  local steps, seen, wild, rows, since = changes(close), {}, {}, {}, math.huge
  for i = 1, #close do
    wild[i] = deviation(window(steps, i, c.volatility.days))
    local s = votes(close, steps, i, c, breadth and breadth[i])
    seen[i] = s and (s >= c.trend.edge and "bull" or s <= -c.trend.edge and "bear" or "range")
    local label, sure = believed(seen, i, c.trend.confirm), nil
    if label == "range" then sure = hold(1 - math.abs(s) / c.trend.edge, 0, 1) end
    if label == "bull" then sure = hold((s - c.trend.edge) / (1 - c.trend.edge), 0, 1) end
    if label == "bear" then sure = hold((-s - c.trend.edge) / (1 - c.trend.edge), 0, 1) end
    local found = crisis(close, steps, i, c)
    since = found and 0 or since + 1
    if since <= c.crisis.hold then label, sure = "crisis", found or 0 end
    local r = rank(wild, i, c.volatility.rank)
    rows[i + 1] = { label = label, confidence = sure,
      volatility = r and (r >= c.volatility.high and "high_volatility"
        or r <= c.volatility.low and "low_volatility") or nil }
  end
  return rows
end

return naive
