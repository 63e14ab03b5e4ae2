--- Run a strategy over candles and hand the result over as Lua values.
--
--     local settings = backtest.settings("tide")
--     settings.cash = 50000
--     local result, why = backtest.run { strategy = s, candles = c, settings = settings }
--     print(result.metrics.sharpe_ratio, #result.trades)
--
-- Prices, quantities and cash are numbers in quote currency; times are
-- milliseconds since 1970-01-01 UTC, as in the JSON form.
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C
local backtest = {}

local SIDES = { [C.TIDE_LONG] = "long", [C.TIDE_SHORT] = "short" }

--- @return the names of the profiles, tide's own first
function backtest.profiles()
  local names = {}
  for i = 0, C.tide_profile_count() - 1 do names[i + 1] = ffi.string(C.tide_profile_name(i)) end
  return names
end

--- Settings of a profile, ready to be changed field by field (tide_settings in tide.h).
-- @return cdata, or nil when the profile is unknown
function backtest.settings(profile)
  local settings = ffi.new "tide_settings"
  if C.tide_settings_init(settings, profile) ~= C.TIDE_OK then return nil end
  return settings
end

--- A copy that can be changed on its own.
function backtest.copy(settings) return ffi.new("tide_settings", settings) end

local metric_keys, metric_units = {}, {}
for i = 0, C.tide_metric_count() - 1 do
  local key = ffi.string(C.tide_metric_name(i))
  metric_keys[i + 1], metric_units[key] = key, ffi.string(C.tide_metric_unit(i))
end

--- Keys of the metrics, in the order of the result.
backtest.metric_keys = metric_keys
--- Unit of each metric: fraction, ratio, cash, count, hours or bps.
backtest.metric_units = metric_units

--- Metrics of which less is better.
backtest.lower_is_better = {
  volatility = true, max_drawdown = true, max_drawdown_duration = true, recovery_time = true,
  avg_drawdown = true, underwater = true, mae = true, loss_streak = true, fees_paid = true,
  turnover = true, var_95 = true, var_99 = true, cvar_95 = true,
}

--- NaN has no place outside the host: undefined is nil.
local function defined(x) if x == x then return x end end

local function metrics_of(r)
  local metrics = {}
  for i, key in ipairs(metric_keys) do metrics[key] = defined(r.metric[i - 1]) end
  return metrics
end

local function ms(us) return tonumber(us) / 1000 end

--- One trade row (tide_trade), with what was known at its decision.
function backtest.trade(t)
  return {
    side = SIDES[t.side],
    entry_time = ms(t.entry_time),
    entry_price = t.entry_price,
    exit_time = ms(t.exit_time),
    exit_price = t.exit_price,
    quantity = t.quantity,
    pnl = t.pnl,
    ["return"] = t.ret,
    fees = t.fees,
    bars = t.bars,
    exit_reason = ffi.string(C.tide_exit_reason(t.reason)),
    funding = t.funding,
    signal_bar = t.signal_bar,
    entry_bar = t.entry_bar,
    exit_bar = t.exit_bar,
    decision_equity = defined(t.equity),
    reference_price = defined(t.ref),
    wanted = defined(t.wanted),
    mae = t.mae,
    mfe = t.mfe,
    stop = defined(t.stop),
    target = defined(t.target),
    maker = t.maker,
    market = t.market + 1,
  }
end

--- The trade keys of the JSON form, in their order.
backtest.trade_keys = {
  "side", "entry_time", "entry_price", "exit_time", "exit_price", "quantity", "pnl", "return",
  "fees", "bars", "exit_reason",
}

local result = {}
result.__index = result

--- @return the equity marks of the bars first .. last, as a Lua list
function result:equity()
  local marks, r = {}, self.cdata
  for i = 0, r.last - r.first do marks[i + 1] = r.equity[i] end
  return marks
end

--- One fill (tide_fill_row) as result:fills hands it out.
function backtest.fill(row)
  return {
    kind = ffi.string(C.tide_fill_kind(row.kind)),
    bar = row.bar,
    at = ffi.string(C.tide_fill_place(row.at)),
    base = row.base,
    slip = row.slip,
    price = row.price,
    wanted = defined(row.wanted),
    quantity = row.quantity,
    rate = row.rate,
    fee = row.fee,
    decided_peak = row.decided_peak,
    decided_rate = row.decided_rate,
    decided_slip = row.decided_slip,
    maker = row.maker,
  }
end

--- The fills of one trade, the entry first (tide_fill_row in tide.h). They are there
-- when settings.record_fills was true.
-- @param index  which trade, from 1
-- @return list of { kind, bar, at = "open"|"close"|"level", base, slip, price, wanted,
--   quantity, rate, fee, maker }; at is "gap" for an open beyond the order's level; an entry
--   has decided_peak, decided_rate and decided_slip, too
function result:fills(index)
  local list, r = {}, self.cdata
  for i = 0, r.n_fills - 1 do
    if r.fills[i].trade == index - 1 then list[#list + 1] = backtest.fill(r.fills[i]) end
  end
  return list
end

--- The returns of the periods that Sharpe and its kin are made of (tide_result_returns).
-- @return double[n], n, and how many periods a year has
function result:returns()
  local per_year, out = ffi.new "double[1]", ffi.new("double[?]", self.bars)
  local settings = self.settings
  local n = C.tide_result_returns(self.cdata, self.signals.cdata, settings, out, per_year)
  if n < 0 then error("out of memory", 2) end
  return out, n, per_year[0]
end

--- The days (or longer bars) that these returns are of.
-- @return list of the open times of the bars whose marks end them, milliseconds, and list of
--   what holding the instrument returned
function result:days()
  local ends, times, held = ffi.new("int32_t[?]", self.bars), {}, {}
  local bars = self.signals.cdata.candles
  local n = C.tide_result_period_ends(self.cdata, self.signals.cdata, self.settings, ends)
  if n < 0 then error("out of memory", 2) end
  local price = bars.open[self.first]
  for i = 0, n - 1 do
    local close = bars.close[ends[i]]
    times[i + 1], held[i + 1], price = ms(bars.time[ends[i]]), close / price - 1, close
  end
  return times, held
end

--- What strategies see of candles. @return tide_market*, or nil when out of memory
-- @param run  { candles, with = { SYMBOL = candles }, settings }
function backtest.market(run)
  local market = C.tide_market_new(run.candles.symbol or "", run.candles.cdata)
  if market == nil then return nil end
  ffi.gc(market, C.tide_market_free)
  for symbol, candles in pairs(run.with or {}) do
    if C.tide_market_add(market, symbol, candles.cdata) ~= C.TIDE_OK then return nil end
  end
  C.tide_market_strict_crossings(market, C.tide_profile_strict_crossings(run.settings.profile))
  return market
end

local function timeframe_name(tf)
  local text = ffi.new "char[32]"
  C.tide_timeframe_name(tf, text, 32)
  return ffi.string(text)
end

--- In stages, where Lua computes indicators.
-- @param compute  function(signals) -> true, or nil and a message: fills in what is wanted
local function evaluate_with(compute, cdata, market, out, err)
  local status = C.tide_signals_begin(cdata, market, out, err)
  while status == C.TIDE_WANTS do
    local fine, why = compute(out[0])
    if not fine then
      C.tide_signals_free(out[0])
      return nil, why
    end
    status = C.tide_signals_resume(out[0], err)
    if status < 0 then C.tide_signals_free(out[0]) end
  end
  if status ~= C.TIDE_OK then return nil, ffi.string(err.text) end
  return true
end

--- Evaluate a strategy's rules on candles.
-- @param run  { strategy, candles, with = { SYMBOL = candles }, settings }
-- @return { cdata = tide_signals*, ... } that keeps what it points into alive, or nil, message
function backtest.signals(run)
  local market = backtest.market(run)
  if not market then return nil, "out of memory" end
  local out, err = ffi.new "tide_signals *[1]", ffi.new "tide_error"
  local compute = run.strategy.compute
  if compute then
    local fine, why = evaluate_with(compute, run.strategy.cdata, market, out, err)
    if not fine then return nil, why end
  elseif C.tide_signals_new(run.strategy.cdata, market, out, err) ~= C.TIDE_OK then
    return nil, ffi.string(err.text)
  end
  return { cdata = ffi.gc(out[0], C.tide_signals_free), market = market, run = run }
end

--- Simulate evaluated signals, and leave the numbers where they are: for loops of many runs.
-- @return tide_result*, or nil and a message
function backtest.measure(signals, settings)
  local out, err = ffi.new "tide_result *[1]", ffi.new "tide_error"
  if C.tide_backtest(signals.cdata, settings, out, err) ~= C.TIDE_OK then
    return nil, ffi.string(err.text)
  end
  return ffi.gc(out[0], C.tide_result_free)
end

-- Sizes that do not grow with the account.
local SET_SIZES = { [C.TIDE_SIZE_CASH] = true, [C.TIDE_SIZE_UNITS] = true }

--- Does what the account wins go into the size of its next trade? By side, as C counts them: those
-- of cash(x) and units(x) do not.
-- @return { [0] = boolean, boolean }
function backtest.compounds(signals, settings)
  local by_side = {}
  for side = 0, 1 do
    local size = signals.cdata.side[side].size.kind
    if size == C.TIDE_SIZE_DEFAULT then size = settings.size.kind end
    by_side[side] = not SET_SIZES[size]
  end
  return by_side
end

local metric_index = {}
for i, key in ipairs(metric_keys) do metric_index[key] = i - 1 end

--- One metric of a tide_result*, or nil.
function backtest.metric(r, key) return defined(r.metric[metric_index[key]]) end

--- Give memory back now rather than some time later: a tide_result* or signals of this module.
function backtest.free(made)
  if ffi.istype("tide_result *", made) then return C.tide_result_free(ffi.gc(made, nil)) end
  C.tide_signals_free(ffi.gc(made.cdata, nil))
  C.tide_market_free(ffi.gc(made.market, nil))
  made.cdata, made.market = nil, nil
end

--- A result of the host as Lua sees it.
-- @param r        tide_result*, taken over
-- @param signals  { cdata = tide_signals*, ... } that keeps what it points into alive
function backtest.wrap(r, signals, settings)
  ffi.gc(r, C.tide_result_free)
  local bars = signals.cdata.candles
  local trades = {}
  for i = 0, r.n_trades - 1 do trades[i + 1] = backtest.trade(r.trades[i]) end
  return setmetatable({
    cdata = r,
    signals = signals,
    settings = settings,
    metrics = metrics_of(r),
    metric_keys = metric_keys,
    trades = trades,
    first = r.first,
    last = r.last,
    start = r.start,
    ruined = r.ruined,
    bars = r.last - r.first + 1,
    from = ms(bars.time[r.first]),
    to = ms(bars.time[r.last]),
    timeframe = timeframe_name(bars.timeframe),
  }, result)
end

--- Simulate evaluated signals.
-- @return the result, or nil and a message
function backtest.simulate(signals, settings)
  local r, why = backtest.measure(signals, settings)
  if not r then return nil, why end
  return backtest.wrap(r, signals, settings)
end

--- Results of ranges that follow one another as one: each begins with what the one before ended
-- with (tide_result_join).
-- @param results  oldest first, with the same settings but for from and to
-- @return the result, or nil and a message
function backtest.join(results)
  if #results == 0 then return nil, "there are no results to be joined" end
  local parts, err = ffi.new("const tide_result *[?]", #results), ffi.new "tide_error"
  for i, one in ipairs(results) do parts[i - 1] = one.cdata end
  local last, out = results[#results], ffi.new "tide_result *[1]"
  local settings = backtest.copy(last.settings)
  settings.from = results[1].settings.from
  local join = ffi.new("tide_join", { last.signals.cdata, settings, parts, #results })
  if C.tide_result_join(join, out, err) ~= C.TIDE_OK then return nil, ffi.string(err.text) end
  return backtest.wrap(out[0], last.signals, settings)
end

--- Evaluate and simulate; bar by bar where the rules read their position (pos.entry).
-- @param run  { strategy, candles, with = { SYMBOL = candles }, settings }
-- @return the result, or nil and a message
function backtest.run(run)
  if C.tide_strategy_reads_position(run.strategy.cdata) then
    return require("stdlib.replay").run(run) -- which builds on this module
  end
  local signals, why = backtest.signals(run)
  if not signals then return nil, why end
  return backtest.simulate(signals, run.settings)
end

return backtest
