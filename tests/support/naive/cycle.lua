--- Slow twins of what rests on the Hilbert transform; see init.lua. Every series of the
-- transform is a table from its first bar on; all are 0 before.
local twins = {}

local NAN = 0 / 0

local function zero_before() return setmetatable({}, { __index = function() return 0 end }) end

--- The transform from bar `start` on: a table of its series.
local function transform(n, x, start)
  local s = {}
  for name in ("smooth detrender q1 i1 jq ji q2 i2 re im period cycle"):gmatch "%w+" do
    s[name] = zero_before()
  end
  local function quarter(z, t)
    local value = 0.0962 * (z[t] - z[t - 6]) + 0.5769 * (z[t - 2] - z[t - 4])
    return value * (0.075 * s.period[t - 1] + 0.54)
  end
  local function averaged(z, t, value) z[t] = 0.2 * value + 0.8 * z[t - 1] end
  for t = start, n - 1 do
    s.smooth[t] = (4 * x[t] + 3 * x[t - 1] + 2 * x[t - 2] + x[t - 3]) / 10
    s.detrender[t] = quarter(s.smooth, t)
    s.q1[t] = quarter(s.detrender, t)
    s.i1[t] = s.detrender[t - 3]
    s.ji[t] = quarter(s.i1, t)
    s.jq[t] = quarter(s.q1, t)
    averaged(s.i2, t, s.i1[t] - s.jq[t])
    averaged(s.q2, t, s.q1[t] + s.ji[t])
    averaged(s.re, t, s.i2[t] * s.i2[t - 1] + s.q2[t] * s.q2[t - 1])
    averaged(s.im, t, s.i2[t] * s.q2[t - 1] - s.q2[t] * s.i2[t - 1])
    local last = s.period[t - 1]
    local period = last
    if s.re[t] ~= 0 and s.im[t] ~= 0 then
      period = 2 * math.pi / math.atan(s.im[t] / s.re[t])
    end
    if period > 1.5 * last then period = 1.5 * last end
    if period < 0.67 * last then period = 0.67 * last end
    averaged(s.period, t, math.min(math.max(period, 6), 50))
    s.cycle[t] = 0.33 * s.period[t] + 0.67 * s.cycle[t - 1]
  end
  return s
end

--- A column that is undefined before bar `first`.
local function column(n, first, value)
  local y = {}
  for t = 0, n - 1 do y[t] = t < first and NAN or value(t) end
  return y
end

local function bars_of(cycle) return math.floor(cycle + 0.5) end

--- Degrees; the phase of the newest smooth price in the cycle that ends with it.
local function phase(s, t)
  local bars, re, im = bars_of(s.cycle[t]), 0, 0
  for i = 0, bars - 1 do
    -- a whole turn of a constant adds up to nothing
    local value = s.smooth[t - i] - (bars > 1 and s.smooth[t] or 0)
    re = re + value * math.sin(2 * math.pi * i / bars)
    im = im + value * math.cos(2 * math.pi * i / bars)
  end
  local angle = re == 0 and 0 or math.deg(math.atan(re / im))
  angle = angle + 90 + 360 / s.cycle[t] + (im < 0 and 180 or 0)
  return angle > 315 and angle - 360 or angle
end

local function sines(degrees)
  return math.sin(math.rad(degrees)), math.sin(math.rad(degrees + 45))
end

local function trendline(n, x, s)
  local means = zero_before()
  for t = 37, n - 1 do
    local bars, sum = bars_of(s.cycle[t]), 0
    for i = 0, bars - 1 do sum = sum + x[t - i] end
    means[t] = bars > 0 and sum / bars or 0
  end
  return function(t) return (4 * means[t] + 3 * means[t - 1] + 2 * means[t - 2] + means[t - 3]) / 10 end
end

function twins.ht_dcperiod(n, inputs)
  local s = transform(n, inputs[1], 12)
  return { column(n, 32, function(t) return s.cycle[t] end) }
end

function twins.ht_phasor(n, inputs)
  local s = transform(n, inputs[1], 12)
  return { column(n, 32, function(t) return s.i1[t] end), column(n, 32, function(t) return s.q1[t] end) }
end

function twins.ht_dcphase(n, inputs)
  local s = transform(n, inputs[1], 37)
  return { column(n, 63, function(t) return phase(s, t) end) }
end

function twins.ht_sine(n, inputs)
  local s = transform(n, inputs[1], 37)
  return {
    column(n, 63, function(t) return (sines(phase(s, t))) end),
    column(n, 63, function(t) return (select(2, sines(phase(s, t)))) end),
  }
end

function twins.ht_trendline(n, inputs)
  return { column(n, 63, trendline(n, inputs[1], transform(n, inputs[1], 37))) }
end

function twins.ht_trendmode(n, inputs)
  local s = transform(n, inputs[1], 37)
  local line = trendline(n, inputs[1], s)
  local y, crossed, sine, lead, before = column(n, n, nil), 37, 0, 0, 0
  for t = 37, n - 1 do
    local now = phase(s, t)
    local sine_now, lead_now = sines(now)
    if sine_now > lead_now and sine <= lead or sine_now < lead_now and sine >= lead then crossed = t end
    local bar = 360 / s.cycle[t]
    local moved = (now - before) / bar
    local trend = t > crossed and t - crossed + 1 >= s.cycle[t] / 2 and not (moved > 0.67 and moved < 1.5)
    if math.abs(s.smooth[t] / line(t) - 1) >= 0.015 then trend = true end
    if t >= 63 then y[t] = trend and 1 or 0 end
    sine, lead, before = sine_now, lead_now, now
  end
  return { y }
end

function twins.mama(n, inputs, p)
  local x, fast, slow = inputs[1], p[1], p[2]
  local s = transform(n, x, 12)
  local mama, fama, last = zero_before(), zero_before(), 0
  for t = 12, n - 1 do
    local angle = s.i1[t] == 0 and 0 or math.deg(math.atan(s.q1[t] / s.i1[t]))
    local a = last - angle > 1 and math.max(fast / (last - angle), slow) or fast
    mama[t] = a * x[t] + (1 - a) * mama[t - 1]
    fama[t] = a / 2 * mama[t] + (1 - a / 2) * fama[t - 1]
    last = angle
  end
  return { column(n, 32, function(t) return mama[t] end), column(n, 32, function(t) return fama[t] end) }
end

return twins
