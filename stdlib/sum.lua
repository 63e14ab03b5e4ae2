--- Results of one time that are one account: of several strategies, or of one on several symbols.
--
--     local account = sum.of({ first, second }, { 6000, 4000 })
--     print(account.metrics.sharpe_ratio)
--
-- Marked at the bars of the finest results; where these differ, at the bars of any of them.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"

local C = host.C
local sum = {}

local MONTH = 30.436875 * 86400e6 -- microseconds; a time frame below 0 counts months

local function length(candles)
  local frame = tonumber(candles.timeframe)
  return frame > 0 and frame or -frame * MONTH
end

local function candles_of(result) return result.signals.cdata.candles end

local function same_times(a, b)
  if a == b then return true end
  if a.n ~= b.n then return false end
  for t = 0, a.n - 1 do
    if a.time[t] ~= b.time[t] then return false end
  end
  return true
end

--- The times of two columns, each once.
local function merge(a, n, b, m)
  local out, count, i, k = ffi.new("int64_t[?]", n + m), 0, 0, 0
  while i < n or k < m do
    local time = (k == m or (i < n and a[i] <= b[k])) and a[i] or b[k]
    if i < n and a[i] == time then i = i + 1 end
    if k < m and b[k] == time then k = k + 1 end
    out[count] = time
    count = count + 1
  end
  return out, count
end

-- Between its candles the first keeps its last close; before them it has the first open.
local function candles_at(time, n, first)
  local c, prices = ffi.new "tide_candles", ffi.new("double[?]", n)
  local next, price = 0, first.open[0]
  for t = 0, n - 1 do
    if next < first.n and first.time[next] == time[t] then
      price, next = first.close[next], next + 1
    end
    prices[t] = price
  end
  c.n, c.timeframe, c.time = n, first.timeframe, time
  c.open, c.high, c.low, c.close = prices, prices, prices, prices
  return c, { time, prices }
end

--- The bars of all, and what keeps them alive.
local function axis_of(results)
  local least = math.huge
  for _, one in ipairs(results) do least = math.min(least, length(candles_of(one))) end
  local first, time, n
  for _, one in ipairs(results) do
    local c = candles_of(one)
    if length(c) == least then
      if not first then
        first, time, n = c, c.time, c.n
      elseif not same_times(first, c) then
        time, n = merge(time, n, c.time, c.n)
      end
    end
  end
  if time == first.time then return first end
  return candles_at(time, n, first)
end

--- Add results up (tide_result_sum in tide/backtest.h).
-- @param results  of stdlib.backtest or the like
-- @param cash     what each began with
-- @return the result of all, with the settings of the first but for the cash; or nil and a message
function sum.of(results, cash)
  local n = #results
  local axis, held = axis_of(results)
  local settings = backtest.copy(results[1].settings)
  local parts, candles = ffi.new("const tide_result *[?]", n), ffi.new("const tide_candles *[?]", n)
  local money = ffi.new("double[?]", n, cash)
  settings.cash = 0
  for i, one in ipairs(results) do
    parts[i - 1], candles[i - 1] = one.cdata, candles_of(one)
    settings.cash = settings.cash + cash[i]
  end
  local signals = ffi.new("tide_signals", { candles = axis })
  local out, err = ffi.new "tide_result *[1]", ffi.new "tide_error"
  local job = ffi.new("tide_sum", { signals, settings, parts, candles, money, n })
  if C.tide_result_sum(job, out, err) ~= C.TIDE_OK then return nil, ffi.string(err.text) end
  return backtest.wrap(out[0], { cdata = signals, axis = axis, held = held, results = results },
    settings)
end

return sum
