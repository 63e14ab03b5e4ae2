--- A second evaluator of expressions: plain arrays, one rule after the other as
-- docs/reference/semantics.md says them, nothing shared with the host but the indicators.
--
-- An expression is a table: { number = x }, { field = "close", tf = "1d", symbol = "" },
-- { ind = "sma", args = {...}, params = {...}, output = 0 } or
-- { op = "above", args = {...}, numbers = {...}, text = "UTC" }.
-- A column is an array 1..n with NaN, a condition an array of booleans.
local ffi = require "ffi"
local C = require("stdlib.host").C

ffi.cdef "double pow(double, double);"

local naive = {}

local NAN = 0 / 0
local MINUTE, DAY = 60e6, 86400e6
local SECONDS = { s = 1, m = 60, h = 3600, d = 86400, w = 7 * 86400, mo = 30.4375 * 86400 }

local function split(tf)
  local count, unit = tf:match "^(%d+)(%a+)$"
  return tonumber(count), unit
end

local function seconds(tf)
  local count, unit = split(tf)
  return count * SECONDS[unit]
end

local function civil(time) return os.date("!*t", math.floor(time / 1e6)) end

local function days_from_civil(year, month, day)
  if month <= 2 then year = year - 1 end
  local era = math.floor(year / 400)
  local yoe = year - era * 400
  local doy = math.floor((153 * (month + (month > 2 and -3 or 9)) + 2) / 5) + day - 1
  return era * 146097 + yoe * 365 + math.floor(yoe / 4) - math.floor(yoe / 100) + doy - 719468
end

--- Open and close time of the candle of `tf` that holds `time`.
local function bucket(tf, time)
  local count, unit = split(tf)
  if unit == "mo" then
    local d = civil(time)
    local month = math.floor((d.year * 12 + d.month - 1) / count) * count
    local function stamp(m) return days_from_civil(math.floor(m / 12), m % 12 + 1, 1) * DAY end
    return stamp(month), stamp(month + count)
  end
  local length = count * SECONDS[unit] * 1e6
  local anchor = unit == "w" and -3 * DAY or 0
  local open = math.floor((time - anchor) / length) * length + anchor
  return open, open + length
end

--- Candles of a coarser time frame; the last only if the data reaches its end, or
-- `reached`, by when other data say that nothing more was traded.
function naive.resample(c, tf, reached)
  local out = { tf = tf, time = {}, close_time = {}, open = {}, high = {}, low = {}, close = {}, volume = {} }
  local n = 0
  for t = 1, #c.time do
    local open, close = bucket(tf, c.time[t])
    if n == 0 or out.time[n] ~= open then
      n = n + 1
      out.time[n], out.close_time[n], out.open[n] = open, close, c.open[t]
      out.high[n], out.low[n], out.volume[n] = -math.huge, math.huge, 0
    end
    out.high[n] = math.max(out.high[n], c.high[t])
    out.low[n] = math.min(out.low[n], c.low[t])
    out.close[n] = c.close[t]
    out.volume[n] = out.volume[n] + c.volume[t]
  end
  if n > 0 and math.max(c.close_time[#c.time], reached or -math.huge) < out.close_time[n] then
    for _, list in pairs(out) do if type(list) == "table" then list[n] = nil end end
  end
  return out
end

--- { traded = "A", primary = "1h", symbols = { A = candles } } with candles
-- { tf, time, close_time, open, high, low, close, volume }.
function naive.market(traded, primary, symbols)
  local m = { traded = traded, symbols = symbols, domains = {} }
  function m:domain(symbol, tf)
    symbol = symbol ~= "" and symbol or traded
    local key = symbol .. " " .. tf
    if not self.domains[key] then
      local c, reached = symbols[symbol], nil
      if symbol ~= traded then reached = symbols[traded].close_time[#symbols[traded].time] end
      self.domains[key] = { symbol = symbol, tf = tf, c = c.tf == tf and c or naive.resample(c, tf, reached) }
    end
    return self.domains[key]
  end
  m.primary = m:domain(traded, primary)
  return m
end

--- The candle of `from` that bar t of `to` sees, or nil.
local function seen(from, to, t)
  if from == to then return t end
  local found
  for k = 1, #from.c.time do
    if from.tf == to.tf then
      if from.c.time[k] == to.c.time[t] then found = k end
    elseif from.c.close_time[k] <= to.c.close_time[t] then
      found = k
    end
  end
  return found
end

local function align(value, to)
  if value.domain == to then return value.list end
  local out = {}
  for t = 1, #to.c.time do
    if not value.domain then
      out[t] = value.number
    else
      local k = seen(value.domain, to, t)
      if k then out[t] = value.list[k] else out[t] = value.kind == "column" and NAN or false end
    end
  end
  return out
end

--- Where arguments meet: the finest; there the traded symbol, else the first.
local function meeting(market, values)
  local best
  for _, v in ipairs(values) do
    if v.domain and (not best or seconds(v.domain.tf) < seconds(best.tf)
      or (v.domain.tf == best.tf and v.domain.symbol == market.traded)) then
      best = v.domain
    end
  end
  return best or market.primary
end

local columns = {
  add = function(a, b) return a + b end,
  sub = function(a, b) return a - b end,
  mul = function(a, b) return a * b end,
  div = function(a, b) return a / b end,
  neg = function(a) return -a end,
  abs = function(a) return math.abs(a) end,
  log = function(a) return math.log(a) end,
  sqrt = function(a) return math.sqrt(a) end,
  exp = math.exp, log10 = math.log10, sin = math.sin, cos = math.cos, tan = math.tan,
  asin = math.asin, acos = math.acos, atan = math.atan,
  sinh = math.sinh, cosh = math.cosh, tanh = math.tanh, floor = math.floor, ceil = math.ceil,
  round = function(a) return math.floor(a) + (a % 1 >= 0.5 and 1 or 0) end,
  trunc = function(a) return a < 0 and math.ceil(a) or math.floor(a) end,
  pow = function(a, b) return ffi.C.pow(a, b) end, -- Lua's own multiplies where b is whole
  max = function(a, b) if a ~= a or b ~= b then return NAN end return a > b and a or b end,
  min = function(a, b) if a ~= a or b ~= b then return NAN end return a < b and a or b end,
}

local comparisons = {
  above = function(a, b) return a > b end,
  below = function(a, b) return a < b end,
  at_least = function(a, b) return a >= b end,
  at_most = function(a, b) return a <= b end,
  between = function(x, a, b) return x >= a and x <= b end,
}

--- Operators that look at a whole list: f(lists, t, numbers) for each t.
local windows = {}
function windows.crosses_above(in_, t, _, strict)
  local a, b = in_[1], in_[2]
  if t == 1 or (strict and a[t - 1] == b[t - 1]) then return false end
  return a[t - 1] <= b[t - 1] and a[t] > b[t]
end
function windows.crosses_below(in_, t, _, strict)
  return windows.crosses_above({ in_[2], in_[1] }, t, nil, strict)
end
function windows.rising(in_, t, p)
  for i = 0, p[1] - 1 do
    local now, before = in_[1][t - i], in_[1][t - i - 1]
    if not (now and before and now - before > 0) then return false end
  end
  return true
end
function windows.falling(in_, t, p)
  for i = 0, p[1] - 1 do
    local now, before = in_[1][t - i], in_[1][t - i - 1]
    if not (now and before and before - now > 0) then return false end
  end
  return true
end
function windows.held(in_, t, p)
  for i = 0, p[1] - 1 do if not in_[1][t - i] then return false end end
  return true
end
function windows.within(in_, t, p)
  for i = 0, p[1] - 1 do if in_[1][t - i] then return true end end
  return false
end
function windows.all(in_, t)
  for _, x in ipairs(in_) do if not x[t] then return false end end
  return true
end
function windows.any(in_, t)
  for _, x in ipairs(in_) do if x[t] then return true end end
  return false
end
function windows.none(in_, t) return not windows.any(in_, t) end
function windows.to_number(in_, t) return in_[1][t] and 1 or 0 end
function windows.latch(in_, t)
  for k = t, 1, -1 do
    if in_[2][k] then return false end
    if in_[1][k] then return true end
  end
  return false
end

--- UTC offset in microseconds; only fixed zones here, real ones have their own spec.
local function session_place(c, t, p)
  local day_minute = (c.time[t] % DAY) / MINUTE
  local from, to = p[1], p[2]
  local inside
  if from < to then
    inside = day_minute >= from and day_minute < to
  else
    inside = day_minute >= from or day_minute < to
  end
  return inside, math.floor((c.time[t] - from * MINUTE) / DAY), day_minute
end

local function session(op, c, p)
  local out, best, current = {}, NAN, nil
  for t = 1, #c.time do
    local inside, day, day_minute = session_place(c, t, p)
    if op == "session_inside" then
      out[t] = inside
    elseif op == "session_after" then
      out[t] = day_minute >= p[3]
    else
      local x = op == "session_high" and c.high[t] or c.low[t]
      if inside and day ~= current then
        current, best = day, x
      elseif inside then
        best = op == "session_high" and math.max(best, x) or math.min(best, x)
      end
      out[t] = best
    end
  end
  return out
end

local function fresh(market, value)
  local out, before = {}, nil
  for t = 1, #market.primary.c.time do
    local k = seen(value.domain, market.primary, t)
    out[t] = k ~= nil and k ~= before and value.list[k]
    before = k
  end
  return out
end

local function field(c, name, t)
  if name == "hl2" then return (c.high[t] + c.low[t]) / 2 end
  if name == "hlc3" then return (c.high[t] + c.low[t] + c.close[t]) / 3 end
  if name == "ohlc4" then return (c.open[t] + c.high[t] + c.low[t] + c.close[t]) / 4 end
  if name == "hour" then return civil(c.time[t]).hour end
  if name == "weekday" then return (civil(c.time[t]).wday + 5) % 7 + 1 end
  return c[name][t]
end

local function numbers_of(conditions)
  local list = {}
  for t, c in ipairs(conditions) do list[t] = c and 1 or 0 end
  return list
end

local function indicator(x, lists, n)
  local row = C.tide_indicator_find(x.ind)
  local outputs = 0
  while outputs < C.TIDE_IND_MAX_IO and row.outputs[outputs] ~= nil do outputs = outputs + 1 end
  local full = ffi.new("double[?]", C.TIDE_IND_MAX_PARAMS)
  local given = ffi.new("double[?]", #x.params + 1, x.params)
  assert(C.tide_indicator_check(row, given, #x.params, full, nil) == 0)
  local inputs, keep = ffi.new("const double *[?]", C.TIDE_IND_MAX_IO), {}
  for i, list in ipairs(lists) do
    keep[i] = ffi.new("double[?]", n + 1, list)
    inputs[i - 1] = keep[i]
  end
  local out, kept = ffi.new("double *[?]", C.TIDE_IND_MAX_IO), {}
  for i = 1, outputs do
    kept[i] = ffi.new("double[?]", n + 1)
    out[i - 1] = kept[i]
  end
  if n > 0 then assert(C.tide_indicator_run(row, n, inputs, full, out) >= 0) end
  local list = {}
  for t = 1, n do list[t] = kept[(x.output or 0) + 1][t - 1] end
  return list, row.lookback(full), row.warmup(full)
end

--- First bar (1-based; n + 1 is never) at which a column is defined, from the
-- lookbacks alone, moved to another domain.
local function first_on(value, to, key)
  if not value.domain then return 1 end
  if value.domain == to then return value[key] end
  for t = 1, #to.c.time do
    local k = seen(value.domain, to, t)
    if k and k >= value[key] then return t end
  end
  return #to.c.time + 1
end

local function set_first(value, args, lookback, warmup)
  for key, added in pairs { first = lookback, settled = warmup } do
    local most = 1
    for _, arg in ipairs(args) do most = math.max(most, first_on(arg, value.domain, key)) end
    value[key] = math.min(most + added, #value.domain.c.time + 1)
  end
end

local evaluate

local function evaluate_op(market, x, args, value)
  if x.op == "fresh" then
    value.kind, value.domain, value.list = "condition", market.primary, fresh(market, args[1])
    value.first, value.settled = 1, 1
    return
  end
  value.domain = meeting(market, args)
  local c = value.domain.c
  local lists, out = {}, {}
  for i, arg in ipairs(args) do lists[i] = align(arg, value.domain) end
  local n = #c.time
  if x.op:find "^session" then
    out = session(x.op, c, x.numbers)
  elseif x.op == "shift" then
    for t = 1, n do
      local from = t - x.numbers[1]
      if from >= 1 then out[t] = lists[1][from] else out[t] = args[1].kind == "column" and NAN or false end
    end
  else
    local f = columns[x.op] or comparisons[x.op]
    for t = 1, n do
      if f then
        out[t] = f(lists[1][t], lists[2] and lists[2][t], lists[3] and lists[3][t])
      else
        out[t] = windows[x.op](lists, t, x.numbers, market.strict)
      end
    end
  end
  value.list = out
  local column = columns[x.op] or x.op == "to_number" or x.op == "session_high" or x.op == "session_low"
  value.kind = column and "column" or "condition"
  if x.op == "shift" then value.kind = args[1].kind end
  local k = x.op == "shift" and x.numbers[1] or 0
  set_first(value, args, k, k)
  if value.kind == "condition" then value.first, value.settled = 1, 1 end
  if x.op == "session_high" or x.op == "session_low" then
    value.first = n + 1
    for t = n, 1, -1 do if out[t] == out[t] then value.first = t end end
    value.settled = value.first
  end
end

--- Value of an expression; `memo` keeps those of shared parts.
function evaluate(market, x, memo)
  if memo[x] then return memo[x] end
  local value, args = {}, {}
  for i, arg in ipairs(x.args or {}) do args[i] = evaluate(market, arg, memo) end
  if x.number then
    value = { kind = "column", number = x.number, first = 1, settled = 1 }
  elseif x.field then
    value.kind, value.list, value.first, value.settled = "column", {}, 1, 1
    value.domain = market:domain(x.symbol or "", x.tf and x.tf ~= "" and x.tf or market.primary.tf)
    for t = 1, #value.domain.c.time do value.list[t] = field(value.domain.c, x.field, t) end
  elseif x.ind then
    value.kind, value.domain = "column", meeting(market, args)
    local lists = {}
    for i, arg in ipairs(args) do
      lists[i] = align(arg, value.domain)
      if arg.kind == "condition" then lists[i] = numbers_of(lists[i]) end
    end
    local lookback, warmup
    value.list, lookback, warmup = indicator(x, lists, #value.domain.c.time)
    set_first(value, args, lookback, warmup)
  else
    evaluate_op(market, x, args, value)
  end
  memo[x] = value
  return value
end

--- Evaluates expressions on the primary bars.
-- Returns a list for each, then first and settled as 0-based bars.
function naive.run(market, expressions)
  local memo, lists, first, settled = {}, {}, 1, 1
  for i, x in ipairs(expressions) do lists[i] = align(evaluate(market, x, memo), market.primary) end
  for _, value in pairs(memo) do
    if value.kind == "column" then
      first = math.max(first, first_on(value, market.primary, "first"))
      settled = math.max(settled, first_on(value, market.primary, "settled"))
    end
  end
  return lists, first - 1, settled - 1
end

return naive
