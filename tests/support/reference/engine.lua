--- A deliberately naive bar-by-bar engine of semantics.md section 2 (profile
-- `tide`): the judge of the fast kernel. It visits every bar, keeps all it
-- needs in plain tables and shares no code with the host.
--
-- All arrays have the keys 0..n-1, as bars are numbered in tide.h.
--   market    n, timeframe (us), time (us), open, high, low, close, atr, and
--             volume, funding, mark or nil
--   rules     first, settled; side[0] long and side[1] short or nil, each
--             enter[t], exit[t] booleans; stop_loss, take_profit,
--             trailing_stop = nil | { kind = "fraction", value = }
--             | { kind = "distance" | "price", values = }; breakeven_at;
--             partial = { { at =, close = }, ... }; max_bars; limit[t];
--             limit_bars; size = nil | { kind =, value = }; confidence[t];
--             max_entries = nil | { count =, period = }; add[t] booleans or nil,
--             add_max
--   settings  the fields of tide_settings; slippage_kind, size.kind and fill
--             are names ("fixed" "dynamic" "volume", "next_open" "close");
--             tiers = { { from =, rate =, maker = }, ... }
-- The result has first, last, start, ruined, trades (the fields of tide_trade,
-- reason a name, absent levels nil), equity[0..last - first], final_equity,
-- fees, turnover, funding.
local bar = require "tests.support.reference.bar"
local fills = require "tests.support.reference.fills"
local orders = require "tests.support.reference.orders"

local engine = {}

--- The bars with from <= time < to; 0 is an open end.
local function range(market, o)
  local first, last = 0, market.n - 1
  while first <= last and o.from ~= 0 and market.time[first] < o.from do first = first + 1 end
  while last >= first and o.to ~= 0 and market.time[last] >= o.to do last = last - 1 end
  return first, last
end

--- Funding falls due at the open, for what was held just before it.
local function pay_funding(run, t)
  local m = run.market
  local rate = m.funding and m.funding[t]
  if not rate or rate ~= rate or rate == 0 then return end
  local mark = m.mark and m.mark[t]
  if not mark or mark ~= mark then mark = m.open[t] end
  for side = 0, 1 do
    local p = run.position[side]
    if p then
      local cost = p.sign * p.remaining * mark * rate
      run.cash = run.cash - cost
      p.funding, run.funding = p.funding + cost, run.funding + cost
    end
  end
end

--- Closes everything at the close of bar t without slippage.
local function close_all(run, t, reason)
  for side = 0, 1 do
    local p = run.position[side]
    if p then
      fills.close(run, { t = t, at = "close" }, p, run.market.close[t], { all = true }, reason)
    end
  end
end

--- Steps 1 to 3 of bar t. Returns the mark.
local function step(run, t)
  local close = run.market.close[t]
  pay_funding(run, t)
  if fills.possible(run, t) then
    orders.execute(run, t, "open")
    bar.inside(run, t)
  end
  bar.expire(run, t)
  bar.complete(run, t)
  local equity = fills.equity(run, close)
  if equity > 0 and t < run.last then
    run.peak = math.max(run.peak, equity)
    if t >= run.start then orders.decide(run, t, equity) end
    if run.settings.fill == "close" and fills.possible(run, t) then
      orders.execute(run, t, "close")
      equity = fills.equity(run, close)
    end
  end
  if equity <= 0 then
    run.ruined = true
    close_all(run, t, "ruined")
  elseif t == run.last then
    close_all(run, t, "end_of_data")
    run.ruined = fills.equity(run, close) <= 0
  end
  return fills.equity(run, close)
end

function engine.run(market, rules, settings)
  local run = {
    market = market, rules = rules, settings = settings,
    cash = settings.cash, peak = settings.cash, fees = 0, turnover = 0, funding = 0,
    position = {}, order = {}, limit = {}, trades = {}, fills = {},
    entries = { [0] = {}, [1] = {} }, equity = {}, ruined = false,
  }
  run.first, run.last = range(market, settings)
  run.start = math.max(run.first, settings.settle and rules.settled or rules.first)
  for t = run.first, run.last do
    local mark = step(run, t)
    run.equity[t - run.first] = mark
    run.peak = math.max(run.peak, mark)
    if run.ruined then
      run.last = t
      break
    end
  end
  run.final_equity = run.equity[run.last - run.first] or settings.cash
  return run
end

return engine
