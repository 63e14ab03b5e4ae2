--- Runs the kernel of the host on the inputs of the reference engine, and
-- brings the result into the reference engine's form.
local ffi = require "ffi"
local C = require("stdlib.host").C

local kernel = {}

local LEVEL = { fraction = "FRACTION", distance = "DISTANCE", price = "PRICE" }
local LEVELS = { "stop_loss", "take_profit", "trailing_stop" }
local COPIED = {
  "cash", "commission", "commission_maker", "fee_fixed", "slippage", "spread", "lot", "leverage",
  "maintenance", "max_participation", "drawdown_scale", "risk_free", "require_volume", "hedging",
  "settle", "no_jump",
}

--- A column of doubles, NULL for nil. `keep` holds it alive.
local function column(keep, n, values)
  if not values then return nil end
  local out = ffi.new("double[?]", math.max(n, 1))
  for i = 0, n - 1 do out[i] = values[i] end
  keep[#keep + 1] = out
  return out
end

local function bitset(keep, n, flags)
  local words = ffi.new("uint64_t[?]", math.floor(n / 64) + 1)
  for i = 0, n - 1 do
    if flags[i] then
      local word = math.floor(i / 64)
      words[word] = words[word] + 2ULL ^ (i % 64)
    end
  end
  keep[#keep + 1] = words
  return words
end

local function set_size(out, size)
  if not size then return end
  out.kind, out.value = C["TIDE_SIZE_" .. size.kind:upper()], size.value
end

local function candles(keep, m)
  local time = ffi.new("int64_t[?]", math.max(m.n, 1))
  for i = 0, m.n - 1 do time[i] = m.time[i] end
  keep[#keep + 1] = time
  local out = ffi.new "tide_candles"
  out.n, out.timeframe, out.time = m.n, m.timeframe, time
  for _, name in ipairs { "open", "high", "low", "close", "volume", "funding", "mark" } do
    out[name] = column(keep, m.n, m[name])
  end
  keep[#keep + 1] = out
  return out
end

local function fill_side(keep, n, side, signals, rules)
  side.enter, side.exit, side.limit, side.confidence = -1, -1, -1, -1
  side.limit_bars, side.add = 1, -1
  for _, name in ipairs(LEVELS) do side[name].node = -1 end
  if not rules then return end
  side.used, side.enter, side.exit = true, 0, 0
  signals.enter, signals.exit = bitset(keep, n, rules.enter), bitset(keep, n, rules.exit)
  for _, name in ipairs(LEVELS) do
    local level = rules[name]
    if level then
      side[name].kind = C["TIDE_LEVEL_" .. LEVEL[level.kind]]
      side[name].fraction = level.value or 0
      if level.values then
        side[name].node, signals[name] = 0, column(keep, n, level.values)
      end
    end
  end
  if rules.add then
    side.add, side.add_max, signals.add = 0, rules.add_max, bitset(keep, n, rules.add)
  end
  for _, name in ipairs { "limit", "confidence" } do
    if rules[name] then side[name], signals[name] = 0, column(keep, n, rules[name]) end
  end
  side.breakeven_at = rules.breakeven_at or 0
  side.max_bars, side.limit_bars = rules.max_bars or 0, rules.limit_bars or 1
  side.partials = #(rules.partial or {})
  for i, partial in ipairs(rules.partial or {}) do
    side.partial[i - 1].at, side.partial[i - 1].close = partial.at, partial.close
  end
  set_size(side.size, rules.size)
  if rules.max_entries then
    side.max_entries, side.max_entries_period = rules.max_entries.count, rules.max_entries.period
  end
end

local function settings_of(o, profile)
  local out = ffi.new "tide_settings"
  assert(C.tide_settings_init(out, profile or "tide") == C.TIDE_OK)
  for _, name in ipairs(COPIED) do
    if o[name] ~= nil then out[name] = o[name] end
  end
  out.tiers = #o.tiers
  for i, tier in ipairs(o.tiers) do
    out.tier[i - 1].from, out.tier[i - 1].rate, out.tier[i - 1].maker = tier.from, tier.rate, tier.maker
  end
  if o.slippage_kind then out.slippage_kind = C["TIDE_SLIP_" .. o.slippage_kind:upper()] end
  set_size(out.size, o.size)
  if o.fill then out.fill = C["TIDE_FILL_" .. o.fill:upper()] end
  out.from, out.to = o.from or 0, o.to or 0
  return out
end

local PLAIN = {
  "side", "bars", "signal_bar", "entry_bar", "exit_bar", "entry_price", "exit_price", "quantity",
  "pnl", "ret", "fees", "funding", "equity", "ref", "wanted", "maker",
}

local function trade_of(row)
  local trade = {}
  for _, name in ipairs(PLAIN) do trade[name] = row[name] end
  trade.reason = ffi.string(C.tide_exit_reason(row.reason))
  trade.entry_time, trade.exit_time = tonumber(row.entry_time), tonumber(row.exit_time)
  if row.stop == row.stop then trade.stop = row.stop end
  if row.target == row.target then trade.target = row.target end
  return trade
end

local FILL = {
  "bar", "kind", "at", "base", "slip", "price", "wanted", "quantity", "rate", "fee", "maker",
}

-- The recorded fills by trade, from 1; 0 holds those of positions still open.
local function fills_of(r)
  local fills = { [0] = {} }
  for i = 1, r.n_trades do fills[i] = {} end
  for i = 0, r.n_fills - 1 do
    local fill, row = {}, r.fills[i]
    for _, name in ipairs(FILL) do fill[name] = row[name] end
    fill.kind, fill.at = ffi.string(C.tide_fill_kind(row.kind)), ffi.string(C.tide_fill_place(row.at))
    table.insert(fills[math.max(row.trade + 1, 0)], fill)
  end
  return fills
end

local function result_of(r)
  local out = {
    first = r.first, last = r.last, start = r.start, ruined = r.ruined, trades = {}, equity = {},
    final_equity = r.final_equity, fees = r.fees, turnover = r.turnover, funding = r.funding,
    metrics = {}, fills = fills_of(r),
  }
  for i = 1, r.n_trades do out.trades[i] = trade_of(r.trades[i - 1]) end
  for i = 0, r.last - r.first do out.equity[i] = r.equity[i] end
  for i = 0, C.tide_metric_count() - 1 do
    local value = r.metric[i]
    if value == value then out.metrics[ffi.string(C.tide_metric_name(i))] = value end
  end
  return out
end

--- The names of the metrics, in the host's order.
function kernel.metric_names()
  local names = {}
  for i = 0, C.tide_metric_count() - 1 do names[i + 1] = ffi.string(C.tide_metric_name(i)) end
  return names
end

--- The result of tide_backtest, or nil and its message. `overrides` changes
-- fields of tide_settings, `profile` names one of its profiles.
function kernel.run(market, rules, settings, overrides, profile)
  local keep = {}
  local s, o = ffi.new "tide_signals", settings_of(settings, profile)
  for name, value in pairs(overrides or {}) do o[name] = value end
  s.candles = candles(keep, market)
  s.first, s.settled = rules.first, rules.settled
  s.atr = column(keep, market.n, market.atr)
  for side = 0, 1 do
    fill_side(keep, market.n, s.side[side], s.signals[side], rules.side[side])
  end
  local out, message = ffi.new "tide_result *[1]", ffi.new "tide_error"
  local status = C.tide_backtest(s, o, out, message)
  if status ~= C.TIDE_OK then return nil, ffi.string(message.text) end
  local result = result_of(out[0])
  C.tide_result_free(out[0])
  return result, keep
end

return kernel
