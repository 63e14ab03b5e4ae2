--- Made-up columns for specs: repeatable, 0-based double[n].
local candles = require "tests.support.candles"
local ffi = require "ffi"

local columns = {}

--- A small generator of random numbers with its own state.
-- @return function() -> number in [0, 1); with (lo, hi): a whole number
function columns.random(seed)
  local state = seed % 2147483646 + 1
  return function(lo, hi)
    state = (state * 16807) % 2147483647
    local u = (state - 1) / 2147483646
    if not lo then return u end
    return lo + math.floor(u * (hi - lo + 1))
  end
end

local function new(n) return ffi.new("double[?]", math.max(n, 1)) end

--- The market columns of a random walk, hourly. options: scale (price level), flat
-- (share of bars without any movement), coarse (prices on a grid, so ties occur), candles
-- (a market with candlestick patterns instead of a walk).
function columns.market(n, seed, options)
  options = options or {}
  local random = columns.random(seed)
  for _ = 1, 10 do random() end
  if options.candles then return candles.market(n, random, options) end
  local scale, flat = options.scale or 1, options.flat or 0
  local m = { open = new(n), high = new(n), low = new(n), close = new(n), volume = new(n),
    time = new(n), condition = new(n), other = new(n),
    periods = new(n) }
  local price, second = 100, columns.random(seed + 7777)
  local other = 50
  local function grid(x) return (options.coarse and math.floor(x * 2 + 0.5) / 2 or x) * scale end
  for t = 0, n - 1 do
    local still = random() < flat
    local open = price
    if not still then price = math.max(price * (1 + (random() - 0.5) * 0.04), 5) end
    local high = math.max(open, price) * (1 + (still and 0 or random() * 0.01))
    local low = math.min(open, price) * (1 - (still and 0 or random() * 0.01))
    m.open[t], m.close[t], m.high[t], m.low[t] = grid(open), grid(price), grid(high), grid(low)
    m.condition[t] = m.close[t] > m.open[t] and 1 or 0
    if not still then other = math.max(other * (1 + (second() - 0.5) * 0.04), 5) end
    m.other[t] = grid(other)
    m.time[t] = 1577836800 + 3600 * t
    m.periods[t] = t * t % 43 + t % 2 / 2
    m.volume[t] = still and 0 or math.floor(random() * 1000) / 10 * scale
  end
  m.real = m.close
  return m
end

--- A market in which an indicator has something to say: for patterns one where they occur,
-- unless options ask for ties or still bars.
function columns.market_for(spec, n, seed, options)
  options = options or {}
  local candle = spec.group == "pattern" and not options.flat and not options.coarse
  return columns.market(n, seed, candle and { candles = true, scale = options.scale } or options)
end

--- The columns an indicator takes, in its order.
function columns.inputs(spec, market)
  local list = {}
  for i, name in ipairs(spec.inputs) do list[i] = market[name] end
  return list
end

function columns.copy(x, n)
  local y = new(n)
  ffi.copy(y, x, n * 8)
  return y
end

return columns
