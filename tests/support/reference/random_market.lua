--- Random markets: gaps, flat bars, jumps, trends, no volume, tiny prices, and
-- coarse ticks, so that prices meet levels exactly.
local calendar = require "tests.support.reference.calendar"

local random_market = {}

local HOUR = 3600e6
local FRAMES = {
  60e6, 300e6, HOUR, HOUR, HOUR, HOUR, 4 * HOUR, 4 * HOUR, 24 * HOUR, 24 * HOUR, 168 * HOUR, -1,
}
local NAN = 0 / 0

local function length(r)
  local kind = r:uniform()
  if kind < 0.02 then return r:int(0, 2) end
  if kind < 0.70 then return r:int(3, 60) end
  if kind < 0.95 then return r:int(61, 400) end
  return r:int(401, 1500)
end

--- Open times: from some day of 2020 on, with gaps; some markets rest on
-- Saturdays, some on Sundays too.
local function times(r, m)
  local open = calendar.period_of(HOUR, 1577836800e6 + r:int(0, 500) * HOUR) * HOUR
  if m.timeframe < 0 or m.timeframe >= 24 * HOUR then
    open = math.floor(open / (24 * HOUR)) * 24 * HOUR
  end
  if m.timeframe < 0 then open = calendar.first_of_month(2020, r:int(1, 12)) * 24 * HOUR end
  local gaps, rest = r:pick { 0, 0, 0.05 }, r:pick { 8, 8, 7, 6 }
  m.time = {}
  for t = 0, m.n - 1 do
    m.time[t] = open
    repeat
      open = calendar.close_time(m.timeframe, open)
      local day = calendar.weekday(calendar.day_of(open))
      local resting = rest < 8 and m.timeframe > 0 and m.timeframe <= 24 * HOUR and (day == 6 or day == rest)
    until not resting and not r:chance(gaps)
  end
end

local function prices(r, m)
  local start = r:pick { 1e-6, 0.5, 20, 100, 100, 50000 }
  local tick = start * r:pick { 1e-9, 1e-4, 0.01, 0.01 }
  local sigma = r:pick { 0.001, 0.01, 0.03, 0.1 }
  local drift, flat = r:pick { 0, 0, 0.1, -0.1 } * sigma, r:pick { 0, 0, 0.1 }
  local jumps, gap = r:pick { 0, 0, 0.03 }, r:pick { 0, 0.3, 1 }
  local function round(x) return math.max(1, math.floor(x / tick + 0.5)) * tick end
  m.open, m.high, m.low, m.close = {}, {}, {}, {}
  local price = start
  for t = 0, m.n - 1 do
    local open = round(price * math.exp(gap * sigma * r:normal()))
    local move = sigma * r:normal() + drift
    if r:chance(jumps) then move = move + r:pick { -1, 1 } * r:uniform() end
    local close = round(open * math.exp(move))
    local high = round(math.max(open, close) * math.exp(sigma * math.abs(r:normal()) / 2))
    local low = round(math.min(open, close) * math.exp(-sigma * math.abs(r:normal()) / 2))
    if r:chance(flat) then open, high, low, close = open, open, open, open end
    m.open[t], m.close[t] = open, close
    m.high[t], m.low[t] = math.max(high, open, close), math.min(low, open, close)
    price = close
    if price > start * 20 or price < start / 20 then price = start end
  end
end

local function volumes(r, m)
  if r:chance(0.15) then return end
  local scale, zero = r:pick { 1, 100, 1e6 }, r:pick { 0, 0.05, 0.4 }
  m.volume = {}
  for t = 0, m.n - 1 do
    m.volume[t] = r:chance(zero) and 0 or math.floor(1e4 * scale * r:uniform()) / 100
  end
end

local function funding(r, m)
  if r:chance(0.7) then return end
  local every, nan = r:pick { 1, 3, 8 }, r:chance(0.5)
  m.funding = {}
  if r:chance(0.7) then m.mark = {} end
  for t = 0, m.n - 1 do
    m.funding[t] = t % every == 0 and 0.001 * r:normal() or (nan and NAN or 0)
    if m.mark then m.mark[t] = m.open[t] * (1 + 0.001 * r:normal()) end
  end
end

--- A plain average true range stands in for ATR(14): undefined before bar 14.
local function ranges(m)
  m.atr = {}
  for t = 0, m.n - 1 do
    local sum = 0
    for i = math.max(t - 13, 0), t do sum = sum + m.high[i] - m.low[i] end
    m.atr[t] = t >= 14 and sum / 14 or NAN
  end
end

function random_market.new(r)
  local m = { n = length(r), timeframe = r:pick(FRAMES) }
  times(r, m)
  prices(r, m)
  volumes(r, m)
  funding(r, m)
  ranges(m)
  return m
end

return random_market
