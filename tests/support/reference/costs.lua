--- Commission and slippage of semantics.md section 2.
-- A moment is { t = bar, at = "open" | "inside" | "close" }: when it happens
-- and hence what is known.
local calendar = require "tests.support.reference.calendar"

local costs = {}

local THIRTY_DAYS = 30 * calendar.day_us

--- The last bar that is complete at a moment; -1 when none is.
function costs.completed(moment) return moment.at == "close" and moment.t or moment.t - 1 end

--- Commission rate at a moment: that of the last tier whose volume is reached
-- by the fills of the 30 days before the bar's open, else the plain one.
function costs.rate(run, moment, maker)
  local o = run.settings
  local rate = maker and o.commission_maker or o.commission
  if #o.tiers == 0 then return rate end
  local since = run.market.time[moment.t] - THIRTY_DAYS
  local volume = 0
  for _, fill in ipairs(run.fills) do
    if fill.time >= since then volume = volume + fill.notional end
  end
  for _, tier in ipairs(o.tiers) do
    if volume >= tier.from then rate = maker and tier.maker or tier.rate end
  end
  return rate
end

--- Standard deviation of n numbers with ddof 1.
local function deviation(list)
  local sum = 0
  for _, x in ipairs(list) do sum = sum + x end
  local mean, squares = sum / #list, 0
  for _, x in ipairs(list) do squares = squares + (x - mean) ^ 2 end
  return math.sqrt(squares / (#list - 1))
end

--- The UTC days of the data that are complete when the last completed bar of a
-- moment closes, oldest first, as { close, volume }; for bars of a day or longer, the bars themselves.
local function completed_days(run, moment)
  local m = run.market
  local days = {}
  if m.timeframe < 0 or m.timeframe >= calendar.day_us then
    for t = 0, costs.completed(moment) do
      days[#days + 1] = { close = m.close[t], volume = m.volume[t] }
    end
    return days
  end
  local bar = costs.completed(moment)
  if bar < 0 then return days end
  local today = calendar.day_of(calendar.close_time(m.timeframe, m.time[bar]))
  local current
  for t = 0, bar do
    local day = calendar.day_of(m.time[t])
    if day >= today then break end
    if day ~= current then
      days[#days + 1] = { volume = 0 }
      current = day
    end
    days[#days].close = m.close[t]
    days[#days].volume = days[#days].volume + m.volume[t]
  end
  return days
end

--- Daily sigma and mean daily volume of the last 30 completed days; nil when
-- there are fewer (a return needs the day before, too).
local function daily(run, moment)
  if not run.market.volume then return nil end
  local days = completed_days(run, moment)
  local first = #days - 29
  if first < 2 then return nil end
  local returns, volume = {}, 0
  for i = first, #days do
    returns[#returns + 1] = days[i].close / days[i - 1].close - 1
    volume = volume + days[i].volume
  end
  return deviation(returns), volume / 30
end

--- Fraction of the price that a market fill of `quantity` loses, spread
-- included. What is undefined costs nothing.
function costs.slip(run, moment, quantity)
  local o, m = run.settings, run.market
  local slip
  if o.slippage_kind == "fixed" then
    slip = o.slippage
  elseif o.slippage_kind == "dynamic" then
    local b = costs.completed(moment)
    slip = b >= 0 and o.slippage * m.atr[b] / m.close[b] or 0
  else
    local sigma, volume = daily(run, moment)
    slip = sigma and volume > 0 and o.slippage * sigma * math.sqrt(quantity / volume) or 0
  end
  if slip ~= slip then slip = 0 end
  if o.slippage_kind == "volume" then slip = math.min(slip, 1) end
  return slip + o.spread / 2
end

return costs
