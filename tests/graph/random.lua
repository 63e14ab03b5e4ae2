--- Random markets and expressions, repeatable by seed.
local random = {}

--- A generator of its own: the same numbers on every machine.
function random.new(seed)
  local state = seed % 2147483647
  if state == 0 then state = 1 end
  local r = {}
  function r.next() -- in [0, 1)
    state = (state * 48271) % 2147483647
    return (state - 1) / 2147483646
  end
  function r.int(a, b) return a + math.floor(r.next() * (b - a + 1)) end
  function r.pick(list) return list[r.int(1, #list)] end
  for _ = 1, 10 do r.next() end
  return r
end

local STEP = { ["15m"] = 900e6, ["1h"] = 3600e6, ["4h"] = 4 * 3600e6, ["1d"] = 86400e6 }

--- n candles on a coarse price grid (so that equal prices occur), some missing.
function random.candles(r, tf, n, start)
  local c = { tf = tf, time = {}, close_time = {}, open = {}, high = {}, low = {}, close = {}, volume = {} }
  local price, time = 100, start
  local gaps = r.next() < 0.5 and 0.15 or 0
  for t = 1, n do
    c.time[t], c.close_time[t] = time, time + STEP[tf]
    c.open[t] = price
    price = math.max(price + r.int(-3, 3) * 0.5, 1)
    c.close[t] = price
    c.high[t] = math.max(c.open[t], price) + r.int(0, 2) * 0.5
    c.low[t] = math.max(math.min(c.open[t], price) - r.int(0, 2) * 0.5, 0.5)
    c.volume[t] = r.int(0, 5)
    time = time + STEP[tf] * (r.next() < gaps and r.int(2, 30) or 1)
  end
  return c
end

local FIELDS = { "open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "hour", "weekday" }
local ONE, TWO = {
  "neg", "abs", "log", "sqrt", "exp", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh",
  "floor", "ceil", "round", "trunc",
}, { "add", "sub", "mul", "div", "max", "min", "pow" }
local COMPARE = { "above", "below", "at_least", "at_most", "crosses_above", "crosses_below" }

--- opts: timeframes (of the traded symbol), others (list of { symbol, timeframe }).
function random.expressions(r, opts)
  local made = { column = {}, condition = {} }
  local x = {}

  local function field()
    local other = #opts.others > 0 and r.next() < 0.3 and r.pick(opts.others)
    local tf = r.next() < 0.5 and "" or r.pick(opts.timeframes)
    return { field = r.pick(FIELDS), tf = other and other.tf or tf, symbol = other and other.symbol or "" }
  end
  local function session(op)
    local from, to = r.int(0, 23) * 60, r.int(0, 24) * 60
    if from == to then to = (to + 60) % 1440 end
    local numbers = { from, to }
    if op == "session_after" then numbers[3] = r.int(0, 23) * 60 + 30 end
    return { op = op, args = { field() }, numbers = numbers, text = "UTC" }
  end
  local function indicator(depth)
    local kind = r.int(1, 6)
    if kind == 6 then return { ind = "bars_since", args = { x.condition(depth) }, params = {} } end
    if kind == 1 then return { ind = "ema", args = { x.column(depth) }, params = { r.int(1, 9) } } end
    if kind == 2 then return { ind = "highest", args = { x.column(depth) }, params = { r.int(2, 9) } } end
    if kind == 3 then
      return { ind = "bbands", args = { x.column(depth) }, params = { r.int(2, 9), 2 }, output = r.int(0, 2) }
    end
    if kind == 4 then
      local f = field()
      local function same(name) return { field = name, tf = f.tf, symbol = f.symbol } end
      return { ind = "atr", args = { same "high", same "low", same "close" }, params = { r.int(1, 9) } }
    end
    return { ind = "sma", args = { x.column(depth) }, params = { r.int(1, 9) } }
  end

  function x.column(depth)
    if #made.column > 0 and r.next() < 0.2 then return r.pick(made.column) end
    local out
    if depth <= 0 or r.next() < 0.2 then
      out = r.next() < 0.15 and { number = r.int(-4, 220) * 0.5 } or field()
    else
      local kind = r.int(1, 9)
      if kind <= 2 then out = { op = r.pick(TWO), args = { x.column(depth - 1), x.column(depth - 1) } }
      elseif kind == 3 then out = { op = r.pick(ONE), args = { x.column(depth - 1) } }
      elseif kind <= 6 then out = indicator(depth - 1)
      elseif kind == 7 then out = { op = "shift", args = { x.column(depth - 1) }, numbers = { r.int(0, 70) } }
      elseif kind == 8 then out = session(r.pick { "session_high", "session_low" })
      else out = { op = "to_number", args = { x.condition(depth - 1) } } end
    end
    made.column[#made.column + 1] = out
    return out
  end

  function x.condition(depth)
    if #made.condition > 0 and r.next() < 0.15 then return r.pick(made.condition) end
    local kind = depth <= 0 and 1 or r.int(1, 11)
    local out
    if kind <= 4 then
      out = { op = r.pick(COMPARE), args = { x.column(depth - 1), x.column(depth - 1) } }
    elseif kind == 5 then
      out = { op = "between", args = { x.column(depth - 1), x.column(depth - 1), x.column(depth - 1) } }
    elseif kind == 6 then
      out = { op = r.pick { "rising", "falling" }, args = { x.column(depth - 1) }, numbers = { r.int(1, 4) } }
    elseif kind == 7 or kind == 8 then
      local args = {}
      for i = 1, r.int(1, 4) do args[i] = x.condition(depth - 1) end
      out = { op = r.pick { "all", "any", "none" }, args = args }
    elseif kind == 9 then
      local op = r.pick { "held", "within", "shift" }
      out = { op = op, args = { x.condition(depth - 1) }, numbers = { r.int(op == "shift" and 0 or 1, 70) } }
      if op == "held" then out.numbers[1] = r.int(1, 5) end
    elseif kind == 10 then
      out = r.next() < 0.5 and { op = "fresh", args = { x.condition(depth - 1) } }
        or { op = "latch", args = { x.condition(depth - 1), x.condition(depth - 1) } }
    else
      out = session(r.pick { "session_inside", "session_after" })
    end
    made.condition[#made.condition + 1] = out
    return out
  end

  return x
end

return random
