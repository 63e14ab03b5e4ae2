--- Steps a strategy through candles and compares each bar with its whole evaluation.
local ffi = require "ffi"
local C = require("stdlib.host").C

local stepped = {}

local function same(a, b) return a == b or (a ~= a and b ~= b) end

local function bit_of(words, t)
  local half = ffi.cast("const uint32_t *", words)[math.floor(t / 32)]
  return bit.band(bit.rshift(half, t % 32), 1) == 1
end

--- A stepper for candles of the host by symbol; the traded one is names[1].
-- Returns it, or nil and the message.
function stepped.new(strategy, names, candles, strict)
  local feeds, error = ffi.new("tide_feed[?]", #names), ffi.new "tide_error"
  for i, name in ipairs(names) do
    local c = candles[name]
    feeds[i - 1] = { symbol = name, timeframe = c.timeframe, volume = c.volume ~= nil,
      funding = c.funding ~= nil, mark = c.mark ~= nil, open_interest = c.open_interest ~= nil }
  end
  local out = ffi.new "tide_stepper *[1]"
  local rc = C.tide_stepper_new(strategy, feeds, #names, strict or false, out, error)
  if rc < 0 then return nil, ffi.string(error.text), rc end
  return ffi.gc(out[0], C.tide_stepper_free)
end

--- One candle of columns as a tide_candle.
function stepped.candle(c, t)
  local x = ffi.new("tide_candle", { time = c.time[t], open = c.open[t], high = c.high[t], low = c.low[t],
    close = c.close[t] })
  for _, name in ipairs { "volume", "funding", "mark", "open_interest" } do
    if c[name] ~= nil then x[name] = c[name][t] end
  end
  return x
end

--- Candles from..to - 1 of a view, not copied.
function stepped.part(c, from, to)
  local view = ffi.new("tide_candles", { n = to - from, timeframe = c.timeframe })
  for _, name in ipairs { "time", "open", "high", "low", "close", "volume", "funding", "mark", "open_interest" } do
    if c[name] ~= nil then view[name] = c[name] + from end
  end
  return view
end

local SIDE = { "stop_loss", "take_profit", "trailing_stop", "limit", "confidence" }

--- First difference between a bar and that of the evaluation, as text, or nil.
function stepped.difference_of(bar, signals)
  local t = bar.index
  if bar.candle.time ~= signals.candles.time[t] then return "time of bar " .. t end
  for _, name in ipairs { "open", "high", "low", "close" } do
    if bar.candle[name] ~= signals.candles[name][t] then return ("%s of bar %d"):format(name, t) end
  end
  for i = 0, 1 do
    local got, want = bar.side[i], signals.signals[i]
    for _, name in ipairs { "enter", "exit" } do
      local expected = want[name] ~= nil and bit_of(want[name], t)
      if got[name] ~= expected then
        return ("%s of side %d at bar %d: %s, expected %s"):format(name, i, t, tostring(got[name]), tostring(expected))
      end
    end
    for _, name in ipairs(SIDE) do
      local expected = want[name] ~= nil and want[name][t] or 0 / 0
      if not same(got[name], expected) then
        return ("%s of side %d at bar %d: %.17g, expected %.17g"):format(name, i, t, got[name], expected)
      end
    end
  end
  if not same(bar.atr, signals.atr[t]) then return "atr at bar " .. t end
  for _, name in ipairs { "first", "settled" } do
    local expected = math.min(signals[name], t + 1)
    if bar[name] ~= expected then
      return ("%s at bar %d: %d, expected %d"):format(name, t, bar[name], expected)
    end
  end
end

--- The same of the bar that the stepper has just closed, and of these nodes.
function stepped.difference(st, signals, nodes)
  local bar = C.tide_stepper_bar(st)
  for _, node in ipairs(nodes or {}) do
    local got, expected = C.tide_stepper_value(st, node), C.tide_signals_value(signals, node, bar.index)
    if not same(got, expected) then
      return ("node %d at bar %d: %.17g, expected %.17g"):format(node, bar.index, got, expected)
    end
  end
  return stepped.difference_of(bar, signals)
end

--- Steps until nothing is left. `at_bar` is called at each bar and may return a text to stop with.
function stepped.run(st, until_time, at_bar)
  local error = ffi.new "tide_error"
  while true do
    local rc = C.tide_stepper_step(st, until_time or 0, error)
    if rc < 0 then return ffi.string(error.text) end
    if rc == C.TIDE_STEP_DONE then return end
    local wrong = rc == C.TIDE_STEP_BAR and at_bar and at_bar(C.tide_stepper_bar(st))
    if wrong then return wrong end
  end
end

--- The close times at which candles come, rising, with what comes then: { time, { name, t } ... }.
-- `lists` are the tables of random.candles by symbol.
function stepped.schedule(lists)
  local at, times = {}, {}
  for name, c in pairs(lists) do
    for t, time in ipairs(c.close_time) do
      if not at[time] then
        at[time] = { time = time }
        times[#times + 1] = at[time]
      end
      table.insert(at[time], { name = name, t = t - 1 })
    end
  end
  table.sort(times, function(a, b) return a.time < b.time end)
  return times
end

return stepped
