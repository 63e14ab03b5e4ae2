--- Results of a child as texts, and back. The columns are those of the host, byte by byte; what a
-- reader would index by is checked, since the child may have been anything.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local C = require("stdlib.host").C

local parcel = {}

local NUMBERS = { "first", "last", "start", "final_equity", "fees", "turnover", "funding" }
local function bytes(column, n, kind) return ffi.string(column, n * ffi.sizeof(kind)) end

local PRICES = { "open", "high", "low", "close" }

--- Candles that only the child has.
local function pack_bars(c)
  local made = { timeframe = tonumber(c.timeframe), time = bytes(c.time, c.n, "int64_t") }
  for _, name in ipairs(PRICES) do made[name] = bytes(c[name], c.n, "double") end
  return made
end

--- In the child.
-- @param r     tide_result*
-- @param bars  tide_candles* that it is measured on, when the parent does not have them
function parcel.pack(r, bars)
  local made = { ruined = r.ruined, trades = bytes(r.trades, r.n_trades, "tide_trade") }
  made.bars = bars and pack_bars(bars)
  for _, name in ipairs(NUMBERS) do made[name] = tonumber(r[name]) end
  made.equity = bytes(r.equity, r.last - r.first + 1, "double")
  made.metric = bytes(r.metric, C.TIDE_METRIC_MAX, "double")
  return made
end

local function check(ok) if not ok then error("a result of the child is damaged", 0) end end

--- A column of n from its bytes.
local function column(text, n, kind)
  check(type(text) == "string" and #text == n * ffi.sizeof(kind))
  local made = ffi.new(kind .. "[?]", math.max(n, 1))
  ffi.copy(made, text, #text)
  return made
end

local function whole(x, least, most)
  check(type(x) == "number" and x == math.floor(x) and x >= least and x <= most)
  return x
end

--- The same where it is, for as long as the text lives.
local function borrowed(text, n, kind)
  check(type(text) == "string" and #text == n * ffi.sizeof(kind))
  return ffi.cast(("const %s *"):format(kind), text)
end

local function trades_of(view, text, n)
  check(type(text) == "string" and #text % ffi.sizeof "tide_trade" == 0)
  view.n_trades = #text / ffi.sizeof "tide_trade"
  view.trades = borrowed(text, view.n_trades, "tide_trade")
  for i = 0, view.n_trades - 1 do
    local t = view.trades[i]
    whole(t.side, 0, 1)
    for _, bar in ipairs { "signal_bar", "entry_bar", "exit_bar" } do whole(t[bar], -1, n - 1) end
    check(C.tide_exit_reason(t.reason) ~= nil)
    whole(t.market, 0, C.TIDE_EVENTS_MARKETS - 1)
  end
end

-- Their times rise, or days could not be told apart.
local function unpack_bars(made, keep)
  check(type(made) == "table" and type(made.time) == "string" and #made.time % 8 == 0)
  local c = ffi.new "tide_candles"
  c.n = whole(#made.time / 8, 1, 2 ^ 30)
  c.timeframe = whole(made.timeframe, 1, 2 ^ 52)
  keep[#keep + 1] = column(made.time, c.n, "int64_t")
  c.time = keep[#keep]
  for i = 1, c.n - 1 do check(c.time[i] > c.time[i - 1]) end
  for _, name in ipairs(PRICES) do
    keep[#keep + 1] = column(made[name], c.n, "double")
    c[name] = keep[#keep]
  end
  return c
end

--- In the parent.
-- @param bars      tide_candles* that it is measured on; nil: those that it brings
-- @param settings  of the run
-- @return the result, as backtest.wrap gives it, with stopped = was the script ended;
--   raises a text when it cannot be one
function parcel.unpack(made, bars, settings)
  check(type(made) == "table")
  local keep = {}
  bars = bars or unpack_bars(made.bars, keep)
  local view = ffi.new "tide_result"
  view.first, view.last = whole(made.first, 0, bars.n - 1), whole(made.last, 0, bars.n - 1)
  check(view.first <= view.last)
  view.start, view.ruined = whole(made.start, 0, bars.n), made.ruined == true
  for _, name in ipairs { "final_equity", "fees", "turnover", "funding" } do
    check(type(made[name]) == "number")
    view[name] = made[name]
  end
  trades_of(view, made.trades, bars.n)
  view.equity = borrowed(made.equity, view.last - view.first + 1, "double")
  ffi.copy(view.metric, column(made.metric, C.TIDE_METRIC_MAX, "double"), ffi.sizeof(view.metric))
  local r = C.tide_result_copy(view) -- of what `made` holds
  if r == nil then error("not enough memory", 0) end
  local signals = ffi.new("tide_signals", { candles = bars, first = view.start,
    settled = view.start })
  local result = backtest.wrap(r, { cdata = signals, keep = keep, bars = bars }, settings)
  result.stopped = made.stopped == true
  return result
end

return parcel
