--- In which regime a market was on each day, by rules that a day could know.
--
--     local found = assert(regime.classify { candles = c })
--     local row = found:at(ms)             -- of the day that holds this time
--     print(row.label, row.confidence)     -- "bull", 0.7
--     found:is(ms, "high_volatility")
--
-- The regime of a day is made of the days before it only: it is known when the day opens.
-- Definitions and their numbers: docs/reference/regimes.md, config/regimes.lua.
local config = require "stdlib.regime.config"
local features = require "stdlib.regime.features"
local macro = require "stdlib.regime.macro"
local names = require "stdlib.regime.names"

local regime = { names = names.list }

local found = {}
found.__index = found

local function hold(x, low, high) return math.max(low, math.min(high, x)) end

--- The weighted mean of the votes that are there; nil before position and slope are.
local function score(f, breadth, i, c)
  local position, slope, depth = f.position[i], f.slope[i], f.depth[i]
  if position ~= position or slope ~= slope or depth ~= depth then return nil end
  local w, full = c.trend.weights, c.trend.full
  local sum = w.position * hold(position / full, -1, 1) + w.slope * hold(slope / full, -1, 1)
    + w.drawdown * (1 - 2 * hold(depth / c.drawdown.deep, 0, 1))
  local total = w.position + w.slope + w.drawdown
  local up = breadth and breadth[i]
  if up and up == up then
    sum, total = sum + w.breadth * (2 * up - 1), total + w.breadth
  end
  return sum / total
end

local function trend_of(s, edge)
  return s >= edge and "bull" or s <= -edge and "bear" or "range"
end

--- How far a score is inside the regime that is believed: 0 at its border or outside.
local function trend_sure(label, s, edge)
  if label == "range" then return hold(1 - math.abs(s) / edge, 0, 1) end
  return hold(((label == "bull" and s or -s) - edge) / (1 - edge), 0, 1)
end

--- Believes another regime when it has stood for some days; a first one at once.
local function follower(confirm)
  local label, other, days = nil, nil, 0
  return function(seen)
    if seen == label then
      other, days = nil, 0
    elseif seen == other then
      days = days + 1
    else
      other, days = seen, 1
    end
    if other and (not label or days >= confirm) then label, other, days = other, nil, 0 end
    return label
  end
end

--- How far beyond the borders of a crisis a day is, or nil.
local function crisis_of(f, i, c)
  local fall, shock = f.fall[i], f.shock[i]
  if not (fall >= c.fall and shock >= c.sigmas) then return nil end
  return hold(math.min(fall / c.fall, shock / c.sigmas) - 1, 0, 1)
end

local function volatility_of(rank, c)
  if rank >= c.high then return "high_volatility", (rank - c.high) / (100 - c.high) end
  if rank <= c.low then return "low_volatility", (c.low - rank) / c.low end
end

--- Fill row i + 1 from what is known at the close of day i.
local function fill(self, f, breadth, c, series)
  local follow, since = follower(c.trend.confirm), math.huge
  local trend, volatility, economy = self.trend, self.volatility, self.economy
  for i = 0, f.n - 1 do
    local day, s = i + 2, score(f, breadth, i, c)
    local label = s and follow(trend_of(s, c.trend.edge))
    local sure = label and trend_sure(label, s, c.trend.edge)
    local crisis = crisis_of(f, i, c.crisis)
    since = crisis and 0 or since + 1
    if since <= c.crisis.hold then label, sure = "crisis", crisis or 0 end
    trend.label[day], trend.confidence[day], self.score[day] = label, sure, s
    volatility.label[day], volatility.confidence[day] = volatility_of(f.rank[i], c.volatility)
    if series then
      -- when the next day opens
      local ms = i + 1 < f.n and f.time[i + 1] or f.time[i] + self.frame_ms
      economy.label[day], economy.confidence[day] =
        macro.judge(c.economy, macro.measure(series, c.economy, ms))
    end
  end
end

--- Classify the days of a market.
-- @param job  {
--   candles   of the traded symbol, of any time frame; below a day they become days
--   universe  list of candles of other symbols (optional): breadth has a vote
--   macro     of stdlib.regime.macro (optional): without it boom and recession do not apply
--   config    of stdlib.regime.config (optional: the default) }
-- @return {
--   n         days (or coarser candles); rows are 1 .. n, and n + 1: of the day after the last
--   time      [n] when each opens, ms
--   trend, volatility, economy = { label = {}, confidence = {} } by row: a regime or nil
--   score     by row: mean of the votes, -1 to 1
--   timeframe, config, symbol }, or nil and a message
function regime.classify(job)
  local days, message = features.days_of(job.candles)
  if not days then return nil, message end
  local c = job.config or config.default
  local f, breadth = features.of(days, c), nil
  if job.universe and #job.universe > 0 then
    breadth, message = features.breadth(days, job.universe, c)
    if not breadth then return nil, message end
  end
  local frame = tonumber(days.cdata.timeframe)
  local self = setmetatable({
    n = days.n, timeframe = days.timeframe, symbol = job.candles.symbol, config = c,
    has_breadth = breadth ~= nil, has_macro = job.macro ~= nil, score = {},
    frame_ms = frame < 0 and -frame * 30 * 86400e3 or frame / 1000, time = {},
  }, found)
  for _, axis in ipairs(names.axes) do self[axis.name] = { label = {}, confidence = {} } end
  for i = 1, days.n do self.time[i] = f.time[i - 1] end
  fill(self, f, breadth, c, job.macro)
  return self
end

--- The row of a time in milliseconds: of the day that holds it, else of the last day before it.
-- @return a row number, 0 before the first day
function found:row(ms)
  local low, high = 0, self.n
  while low < high do
    local middle = math.ceil((low + high) / 2)
    if self.time[middle] <= ms then low = middle else high = middle - 1 end
  end
  if low == self.n and low > 0 and ms >= self.time[low] + self.frame_ms then return low + 1 end
  return low
end

--- Was it this regime on the day of a row?
function found:has(row, name) return self[names.axis_of[name]].label[row] == name end

--- The same of a time in milliseconds.
function found:is(ms, name) return self:has(self:row(ms), name) end

--- Do the rules of a regime apply to what was given?
function found:applies(name) return names.axis_of[name] ~= "economy" or self.has_macro end

--- All that is known of a time in milliseconds.
-- @return { label, confidence = of the trend: bull, bear, range or crisis; volatility,
--   volatility_confidence, economy, economy_confidence, score }, each nil where undefined
function found:at(ms)
  local row = self:row(ms)
  return {
    label = self.trend.label[row], confidence = self.trend.confidence[row],
    volatility = self.volatility.label[row],
    volatility_confidence = self.volatility.confidence[row],
    economy = self.economy.label[row], economy_confidence = self.economy.confidence[row],
    score = self.score[row],
  }
end

return regime
