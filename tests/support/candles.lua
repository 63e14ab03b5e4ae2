--- Made-up markets in which every candlestick pattern occurs: coarse candles with gaps,
-- bodies and shadows of all sizes, and now and then a sequence as a textbook draws it,
-- upright or upside down, with small changes that may spoil it.
local ffi = require "ffi"

local candles = {}

local UNIT = 0.25 -- of a price; a usual body has 5 units, a usual range 10

-- Sequences of candles {open, close, upper shadow, lower shadow} in units from the close
-- before; shadows are 1 unless given.
local SEQUENCES = {
  { { 0, 12 }, { 15, 13 }, { 14, 6 } }, -- two crows
  { { 0, 6 }, { 5, -3, 1, 0 }, { 2, -8, 1, 0 }, { -4, -14, 1, 0 } }, -- three black crows
  { { 0, -12 }, { -8, -6 }, { -5, 3 } }, -- three inside up
  { { 0, 5 }, { 4, 9 }, { 8, 13 }, { 15, -2 } }, -- three-line strike
  { { 0, -3 }, { -5, 3 }, { 3, 7 } }, -- three outside up
  { { 0, -12, 1, 14 }, { -8, -14, 1, 6 }, { -12, -14, 0, 0 } }, -- three stars in the south
  { { 0, 8, 0, 1 }, { 6, 15, 0, 1 }, { 13, 22, 0, 1 } }, -- three white soldiers
  { { 0, -14 }, { -20, -20 }, { -16, -4 } }, -- abandoned baby, morning doji star
  { { 0, 14 }, { 12, 17, 3, 1 }, { 16, 18, 5, 1 } }, -- advance block
  { { 0, -14 }, { -18, -22 }, { -23, -25 }, { -25, -28 }, { -27, -16 } }, -- breakaway
  { { 0, -12, 0, 0 }, { -13, -24, 0, 0 }, { -27, -30, 5, 1 }, { -21, -33 } }, -- concealing baby swallow
  { { 0, -12 }, { -24, -12 } }, -- counterattack
  { { 0, 12 }, { 16, 4 } }, -- dark cloud cover
  { { 0, 12 }, { 15, 15, 2, 2 } }, -- doji star
  { { 0, 12 }, { 15, 17 }, { 14, 2 } }, -- evening star
  { { 0, 4 }, { 8, 12 }, { 8, 12 } }, -- gap side-by-side white lines
  { { 0, -4 }, { -12, -8 }, { -12, -8 } },
  { { 0, 4, 6, 6 }, { 2, -4, 2, 0 }, { -3, 0, 0, 0 }, { -4, -3, 0, 3 }, { -3, 4 } }, -- modified hikkake
  { { 0, -14 }, { -5, -8 } }, -- homing pigeon
  { { 0, -8, 1, 0 }, { -8, -16, 1, 0 }, { -16, -24, 1, 0 } }, -- identical three crows
  { { 0, -12 }, { -16, -12 } }, -- in-neck
  { { 0, -12 }, { -16, -13 } }, -- on-neck
  { { 0, -12 }, { -16, -8 } }, -- thrusting
  { { 0, -8 }, { -11, -13, 8, 0 } }, -- inverted hammer
  { { 0, -12, 0, 0 }, { 4, 17, 0, 0 } }, -- kicking
  { { 0, -5 }, { -2, -9 }, { -5, -13 }, { -10, -15, 4, 1 }, { -8, 2 } }, -- ladder bottom
  { { 0, 14 }, { 18, 16 }, { 15, 13 }, { 13, 11 }, { 13, 22 } }, -- mat hold
  { { 0, 14 }, { 13, 11 }, { 11, 9 }, { 9, 7 }, { 8, 20 } }, -- rising three methods
  { { 0, -6 }, { 0, 12, 1, 0 } }, -- separating lines
  { { 0, 12 }, { 10, 22, 0, 1 }, { 21, 23 } }, -- stalled pattern
  { { 0, -6 }, { -4, 3 }, { 5, -6 } }, -- stick sandwich
  { { 0, 5 }, { 8, 13 }, { 11, 6 } }, -- tasuki gap
  { { 0, 0, 2, 2 }, { 4, 4, 2, 2 }, { 1, 1, 2, 2 } }, -- tristar
  { { 0, -14, 1, 2 }, { -3, -11, 1, 8 }, { -15, -13 } }, -- unique three river bottom
  { { 0, 12 }, { 17, 15 }, { 19, 14 } }, -- upside gap two crows
  { { 0, 5 }, { 8, 13 }, { 10, 3 } }, -- upside gap three methods
}

--- A candle of the kind that stands between the sequences.
local function any(random)
  local gap = random(0, 2) == 0 and random(-4, 4) or 0
  local size = ({ 0, random(0, 2), random(2, 7), random(4, 14) })[random(1, 4)]
  local function shadow() return ({ 0, random(0, 2), random(1, 6), random(3, 12) })[random(1, 4)] end
  return { gap, gap + (random(0, 1) == 0 and -size or size), shadow(), shadow() }
end

local function upside_down(c) return { -c[1], -c[2], c[4], c[3] } end

--- The next few candles.
local function draw(random)
  if random(0, 2) == 0 then return { any(random) } end
  local sequence, out = SEQUENCES[random(1, #SEQUENCES)], {}
  local turned, spoiled = random(0, 1) == 0, random(0, 1) == 0
  for i, c in ipairs(sequence) do
    c = { c[1], c[2], c[3] or 1, c[4] or 1 }
    if spoiled then
      local k = random(1, 8)
      if c[k] then c[k] = math.max(c[k] + random(-1, 1), k > 2 and 0 or -100) end
    end
    out[i] = turned and upside_down(c) or c
  end
  return out
end

--- options.scale multiplies the prices.
-- @return the columns of n bars, hourly
function candles.market(n, random, options)
  local scale = (options.scale or 1) * UNIT
  local m = { time = ffi.new("double[?]", math.max(n, 1)) }
  for _, name in ipairs { "open", "high", "low", "close", "volume" } do
    m[name] = ffi.new("double[?]", math.max(n, 1))
  end
  local price, t = 800, 0
  while t < n do
    local start = price
    for _, c in ipairs(draw(random)) do
      if t == n then break end
      local open, close = start + c[1], start + c[2]
      m.time[t] = 1577836800 + 3600 * t
      m.open[t], m.close[t] = open * scale, close * scale
      m.high[t] = (math.max(open, close) + c[3]) * scale
      m.low[t] = (math.min(open, close) - c[4]) * scale
      m.volume[t] = random(0, 1000) / 10
      price, t = close, t + 1
    end
    if price < 400 or price > 1200 then price = 800 end
  end
  m.real = m.close
  return m
end

return candles
