--- Tiny markets written by hand, in the form that the reference engine and the
-- kernel take.
--   bars    { {open, high, low, close, volume?} or one price, ... }, hourly
--   long, short  enter, exit: lists of bars; stop_loss, take_profit,
--           trailing_stop: a fraction, { distance = {...} } or { price = {...} };
--           limit, confidence: lists by bar; the rest as in the reference engine
--   settings     what differs from: cash 1000, size units 10, no costs
--   funding, atr lists by bar; first, settled; timeframe in hours; times in hours
-- Lists begin with bar 0.
local random_rules = require "tests.support.reference.random_rules"

local scenario = {}

local HOUR = 3600e6
local MONDAY = 1704067200e6 -- 2024-01-01

local function from_zero(list)
  if not list then return nil end
  local out = {}
  for i, x in ipairs(list) do out[i - 1] = x end
  return out
end

local function market(case)
  local m = { n = #case.bars, timeframe = (case.timeframe or 1) * HOUR, time = {}, open = {},
    high = {}, low = {}, close = {}, funding = from_zero(case.funding), mark = from_zero(case.mark),
    atr = from_zero(case.atr) or {} }
  for i, bar in ipairs(case.bars) do
    if type(bar) == "number" then bar = { bar, bar, bar, bar } end
    local t = i - 1
    local hours = case.times and case.times[i] or t * (case.timeframe or 1)
    m.time[t] = MONDAY + hours * HOUR
    m.open[t], m.high[t], m.low[t], m.close[t] = bar[1], bar[2], bar[3], bar[4]
    m.atr[t] = m.atr[t] or 0 / 0
    if bar[5] then
      m.volume = m.volume or {}
      m.volume[t] = bar[5]
    end
  end
  return m
end

local function level(value)
  if type(value) == "number" then return { kind = "fraction", value = value } end
  if not value then return nil end
  local kind = value.distance and "distance" or "price"
  return { kind = kind, values = from_zero(value[kind]) }
end

local function flags(n, list)
  local out = {}
  for t = 0, n - 1 do out[t] = false end
  for _, t in ipairs(list or {}) do out[t] = true end
  return out
end

local function side(n, written)
  if not written then return nil end
  local s = {}
  for key, value in pairs(written) do s[key] = value end
  s.enter, s.exit = flags(n, written.enter), flags(n, written.exit)
  for _, name in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    s[name] = level(written[name])
  end
  s.add = written.add and flags(n, written.add)
  s.limit, s.confidence = from_zero(written.limit), from_zero(written.confidence)
  return s
end

--- Market, rules and settings of a case.
function scenario.new(case)
  local m = market(case)
  local rules = {
    first = case.first or 0, settled = case.settled or case.first or 0,
    side = { [0] = side(m.n, case.long), [1] = side(m.n, case.short) },
  }
  local settings = random_rules.plain()
  settings.cash, settings.size = 1000, { kind = "units", value = 10 }
  for key, value in pairs(case.settings or {}) do settings[key] = value end
  if settings.commission_maker == 0 and not (case.settings or {}).commission_maker then
    settings.commission_maker = settings.commission
  end
  for _, key in ipairs { "from", "to" } do
    if settings[key] ~= 0 then settings[key] = MONDAY + settings[key] * HOUR end
  end
  return m, rules, settings
end

return scenario
