--- What regimes are judged by: indicators of the host over the days of a market, and how many of
-- a universe are above their average. Row i of every column is known at the close of day i.
local ffi = require "ffi"
local indicators = require "stdlib.indicators"

local features = {}

local DAY_US = 86400e6

--- The candles that days are counted in: of a day, or coarser where the data are.
-- @return candles, or nil and a message
function features.days_of(candles)
  local frame = tonumber(candles.cdata.timeframe)
  if frame < 0 or frame >= DAY_US then return candles end
  return candles:resample "1d"
end

--- How many candles so many days are, at least `least`.
local function periods(candles, days, least)
  local frame = tonumber(candles.cdata.timeframe)
  local each = frame < 0 and -frame * 365.25 / 12 or frame / DAY_US
  return math.max(least, math.floor(days / each + 0.5))
end

local function run(name, n, column, period)
  local spec = indicators.find(name)
  local p = assert(indicators.check(spec, { period }))
  return indicators.run(spec, n, { column }, p)[1]
end

--- From the highest close of the window; in the days before there is one, of all so far.
local function drawdown(n, close, period)
  local rolling, whole = run("drawdown", n, close, period), run("drawdown", n, close, 0)
  for i = 0, n - 1 do
    if rolling[i] ~= rolling[i] then rolling[i] = whole[i] end
  end
  return rolling
end

local function lagged(n, column, by)
  local out = ffi.new("double[?]", math.max(n, 1))
  for i = 0, n - 1 do out[i] = i >= by and column[i - by] or 0 / 0 end
  return out
end

--- @param days    candles of a day or longer
-- @param config  of stdlib.regime.config
-- @return {
--   n, time = double[n] ms, close
--   position   logarithm of the close over its average, in usual deviations of it
--   slope      the same of the average over itself `slope` days before
--   depth      logarithmic loss from the highest close, in usual deviations
--   fall       loss from the highest close of crisis.days, a fraction
--   shock      the same in deviations as they were crisis.days before
--   rank       percent of the days before that were at most as wild }, NaN where undefined
function features.of(days, config)
  local c, n = days.cdata, days.n
  local trend, crisis, volatility = config.trend, config.crisis, config.volatility
  local length, step = periods(days, trend.days, 2), periods(days, trend.slope, 1)
  local window, sudden = periods(days, config.drawdown.days, 2), periods(days, crisis.days, 2)
  local average = run("sma", n, c.close, length)
  local usual = run("volatility", n, c.close, periods(days, volatility.usual, 5))
  local wild = run("volatility", n, c.close, periods(days, volatility.days, 3))
  local made = {
    n = n, close = c.close, rank = run("percent_rank", n, wild, periods(days, volatility.rank, 10)),
    depth = drawdown(n, c.close, window), fall = drawdown(n, c.close, sudden),
  }
  for _, name in ipairs { "time", "position", "slope", "shock" } do
    made[name] = ffi.new("double[?]", math.max(n, 1))
  end
  local before, earlier = lagged(n, average, step), lagged(n, usual, sudden)
  -- deviations of a walk with this volatility: of its distance to its average (sqrt(n / 3)), of
  -- what the average moves (a step is the n-th part of what the walk moves in n), of its highest
  local far, moved = math.sqrt(length / 3), step / math.sqrt(length)
  local high, short = math.sqrt(window), math.sqrt(sudden)
  for i = 0, n - 1 do
    made.time[i] = tonumber(c.time[i]) / 1000
    made.position[i] = math.log(c.close[i] / average[i]) / (usual[i] * far)
    made.slope[i] = math.log(average[i] / before[i]) / (usual[i] * moved)
    made.depth[i] = -math.log(1 - made.depth[i]) / (usual[i] * high)
    made.shock[i] = -math.log(1 - made.fall[i]) / (earlier[i] * short)
  end
  return made
end

--- One symbol of the universe: when its close was above its average.
local function member(candles, config)
  local days, message = features.days_of(candles)
  if not days then return nil, message end
  local average = run("sma", days.n, days.cdata.close, periods(days, config.trend.days, 2))
  return { days = days, average = average, at = -1 }
end

--- The last day of a symbol up to a time moves on with it.
local function above(symbol, us, stale_us)
  local c, n = symbol.days.cdata, symbol.days.n
  while symbol.at + 1 < n and c.time[symbol.at + 1] <= us do symbol.at = symbol.at + 1 end
  local at = symbol.at
  if at < 0 or us - tonumber(c.time[at]) > stale_us then return nil end
  local average = symbol.average[at]
  if average ~= average then return nil end
  return c.close[at] > average
end

--- The share of a universe above its average on each day.
-- @param universe  list of candles
-- @return double[n], NaN where too few symbols say something; or nil and a message
function features.breadth(days, universe, config)
  local symbols = {}
  for i, candles in ipairs(universe) do
    local made, message = member(candles, config)
    if not made then return nil, message end
    symbols[i] = made
  end
  local out = ffi.new("double[?]", math.max(days.n, 1))
  for i = 0, days.n - 1 do
    local us, known, up = tonumber(days.cdata.time[i]), 0, 0
    for _, symbol in ipairs(symbols) do
      local is_above = above(symbol, us, config.breadth.stale * DAY_US)
      if is_above ~= nil then known, up = known + 1, up + (is_above and 1 or 0) end
    end
    out[i] = known >= config.breadth.least and up / known or 0 / 0
  end
  return out
end

return features
