--- The market that the pictures of the reference show, and what an indicator says of it.
local ffi = require "ffi"
local indicators = require "stdlib.indicators"

local C = require("stdlib.host").C

local sample = {}

-- Bars before those shown are for the warm-up.
local BARS, SHOWN, SEED, OTHER_SEED = 1200, 120, 11, 5
-- Patterns are rare: the first is looked for among many candles, of which every second is
-- taken, because only then does a candle not always open where the last one closed.
local PATTERN_BARS, PATTERN_SEED, PATTERN_SHOWN, PATTERN_LEAD = 400000, 9, 40, 26

local NAMES = { "open", "high", "low", "close", "volume" }

local function from_candles(bars, seed, every)
  local c = C.tide_synthetic_new(bars, seed, C.TIDE_SYNTHETIC_REGIMES)
  if c == nil then error "out of memory" end
  ffi.gc(c, C.tide_candles_free)
  local n = math.floor(bars / every)
  local market = { n = n }
  for _, name in ipairs(NAMES) do
    market[name] = ffi.new("double[?]", n)
    for i = 0, n - 1 do market[name][i] = c[name][i * every] end
  end
  market.time = ffi.new("double[?]", n)
  for i = 0, n - 1 do market.time[i] = tonumber(c.time[i]) / 1e6 end
  return market
end

local made = {}

local function once(name, make)
  made[name] = made[name] or make()
  return made[name]
end

local function plain()
  return once("plain", function()
    local market = from_candles(BARS, SEED, 1)
    market.other = from_candles(BARS, OTHER_SEED, 1).close
    market.condition = ffi.new("double[?]", BARS)
    market.periods = ffi.new("double[?]", BARS)
    for i = 0, BARS - 1 do
      market.condition[i] = i % 24 == 9 and 1 or 0
      market.periods[i] = 5 + i % 48
    end
    return market
  end)
end

local function gapped()
  return once("gapped", function() return from_candles(PATTERN_BARS, PATTERN_SEED, 2) end)
end

--- The column an input gets: its own, the close, or another instrument's close.
local function input(market, name, others)
  if market[name] then return market[name], others end
  return others == 0 and market.close or market.other, others + 1
end

local function first_hit(y, n)
  for t = PATTERN_LEAD, n - 1 do
    if y[t] == y[t] and y[t] ~= 0 then return t end
  end
end

local function cut(column, from, count)
  local list = {}
  for i = 1, count do list[i] = column[from + i - 1] end
  return list
end

--- @param spec  a row of stdlib.indicators
-- @return { count, open, high, low, close, outputs = { numbers, ... } }, lists from index 1
function sample.of(spec)
  local pattern = spec.group == "pattern"
  local market = pattern and gapped() or plain()
  local columns, others = {}, 0
  for i, name in ipairs(spec.inputs) do columns[i], others = input(market, name, others) end
  local out = indicators.run(spec, market.n, columns, assert(indicators.check(spec, {})))
  local count, from = SHOWN, market.n - SHOWN
  if pattern then
    local hit = first_hit(out[1], market.n) or PATTERN_LEAD
    count, from = PATTERN_SHOWN, math.min(hit - PATTERN_LEAD, market.n - PATTERN_SHOWN)
  end
  local shown = { count = count, outputs = {} }
  for _, name in ipairs { "open", "high", "low", "close" } do
    shown[name] = cut(market[name], from, count)
  end
  for i, y in ipairs(out) do shown.outputs[i] = cut(y, from, count) end
  return shown
end

return sample
