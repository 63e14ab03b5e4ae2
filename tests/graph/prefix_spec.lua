--- No look-ahead: on every prefix of the data each signal is what the full run says.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"
local random = require "tests.graph.random"

local START = 1704067200e6

--- The candles that were closed at `time`.
local function until_time(c, time)
  local out = { tf = c.tf }
  for _, name in ipairs { "time", "close_time", "open", "high", "low", "close", "volume" } do
    out[name] = {}
    for t = 1, #c.time do
      if c.close_time[t] <= time then out[name][t] = c[name][t] end
    end
  end
  return out
end

local function signals_of(strategy, symbols)
  local candles = {}
  for name, c in pairs(symbols) do candles[name] = build.candles(c) end
  local market = build.market("A", candles)
  return assert(build.signals(strategy, market)), market
end

local function first_difference(full, part, seed, cut)
  local n = part.candles.n
  for name, f in pairs { enter = full.signals[0].enter, exit = full.signals[0].exit } do
    local a, b = ffi.cast("const uint8_t *", f), ffi.cast("const uint8_t *", part.signals[0][name])
    for t = 0, n - 1 do
      local mask = bit.lshift(1, t % 8)
      if bit.band(a[math.floor(t / 8)], mask) ~= bit.band(b[math.floor(t / 8)], mask) then
        return ("seed %d, cut at %d: %s at bar %d"):format(seed, cut, name, t)
      end
    end
  end
  for _, name in ipairs { "limit", "stop_loss" } do
    local a, b = full.signals[0][name], part.signals[0][name]
    for t = 0, n - 1 do
      if a[t] ~= b[t] and not (a[t] ~= a[t] and b[t] ~= b[t]) then
        return ("seed %d, cut at %d: %s at bar %d: %s, in the full run %s"):format(seed, cut, name, t, b[t], a[t])
      end
    end
  end
  local first = math.min(full.first, n)
  if first ~= part.first then
    return ("seed %d, cut at %d: first %d, in the full run %d"):format(seed, cut, part.first, full.first)
  end
end

local function check(seed)
  local r = random.new(seed)
  local symbols = { A = random.candles(r, "1h", 220, START), B = random.candles(r, "1h", 200, START + 5 * 3600e6) }
  local others = { { symbol = "B", tf = "1h" }, { symbol = "B", tf = "4h" } }
  local make = random.expressions(r, { timeframes = { "1h", "4h", "1d" }, others = others })
  local s = build.strategy()
  if r.next() < 0.3 then s.timeframe = 4 * 3600e6 end
  local side, memo = s.side[0], {}
  side.used = true
  side.enter = assert(build.node(s.graph, make.condition(4), memo))
  side.exit = assert(build.node(s.graph, make.condition(4), memo))
  side.limit = assert(build.node(s.graph, make.column(4), memo))
  side.stop_loss.kind = C.TIDE_LEVEL_PRICE
  side.stop_loss.node = assert(build.node(s.graph, make.column(3), memo))
  local full, market = signals_of(s, symbols)
  local wrong
  for _ = 1, 8 do
    local cut = r.int(1, 219)
    local time = symbols.A.close_time[cut]
    local part, small = signals_of(s, { A = until_time(symbols.A, time), B = until_time(symbols.B, time) })
    wrong = wrong or first_difference(full, part, seed, cut)
    C.tide_signals_free(part)
    assert(small)
  end
  C.tide_signals_free(full)
  assert(market)
  return wrong
end

describe("signals on a prefix of the data", function()
  it("equal those of the full run", function()
    for seed = 1, 250 do
      local wrong = check(seed)
      if wrong then error(wrong, 0) end
    end
  end)
end)
