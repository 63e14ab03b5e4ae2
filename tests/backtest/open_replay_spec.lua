--- An account that gets its candles one by one, in portions, from feeds that do not wait for each
-- other: at any time it says what a backtest of the candles so far says, and in the end what one of
-- all of them does, to the last bit.
local C = require("stdlib.host").C
local backtest = require "stdlib.backtest"
local candle_files = require "stdlib.candles"
local data = require "tests.support.data"
local feed = require "stdlib.feed"
local live = require "stdlib.live"
local loader = require "runtime.loader"
local program = require "tests.support.program"
local random = require "tests.graph.random"
local random_run = require "tests.support.random_run"
local replay = require "stdlib.replay"
local results = require "tests.support.results"
local stepped = require "tests.graph.stepped"

local RULE_SETS, GROUPS = 300, 6
local OPTIONAL = { "volume", "funding", "mark", "open_interest" }

local function close_of(c, t) return tonumber(C.tide_timeframe_close(c.timeframe, c.time[t])) end

--- A row as a daemon has it.
local function row_of(c, t)
  local row = { time = tonumber(c.time[t]) }
  for _, name in ipairs { "open", "high", "low", "close" } do row[name] = c[name][t] end
  for _, name in ipairs(OPTIONAL) do row[name] = c[name] ~= nil and c[name][t] or nil end
  return row
end

local function open(run)
  local opts = live.feed { symbol = run.candles.symbol, timeframe = run.candles.timeframe, cdata = run.candles.cdata }
  opts.strategy, opts.settings, opts.with = run.strategy, run.settings, {}
  for symbol, c in pairs(run.with or {}) do
    opts.with[#opts.with + 1] = live.feed { symbol = symbol, timeframe = c.timeframe, cdata = c.cdata }
  end
  return replay.open(opts)
end

--- The candles that have closed by `time`, as a run of their own.
local function so_far(run, time)
  local function part(c)
    local n = 0
    while n < c.cdata.n and close_of(c.cdata, n) <= time do n = n + 1 end
    return { cdata = stepped.part(c.cdata, 0, n), symbol = c.symbol, timeframe = c.timeframe, whole = c }
  end
  local with = {}
  for symbol, c in pairs(run.with or {}) do with[symbol] = part(c) end
  return { strategy = run.strategy, settings = run.settings, candles = part(run.candles), with = with }
end

--- What the result in between has wrong, or nil.
local function wrong_so_far(run, r, time)
  local expected, why = backtest.run(so_far(run, time))
  local got, message = r:result()
  if not expected or not got then
    if message == why then return nil end
    return ("so far: found %s, expected %s"):format(tostring(message), tostring(why))
  end
  return results.difference(expected.cdata, got.cdata)
end

--- The account between bars against the trades that came of it. `states` by bar.
local function wrong_states(states, whole, settings, adds)
  local checked = 0
  for bar, state in pairs(states) do
    local closed, held = 0, {}
    for _, trade in ipairs(whole.trades) do
      if trade.exit_bar <= bar then closed = closed + 1
      elseif trade.entry_bar <= bar then held[trade.side] = trade end
    end
    if bar < whole.last - 1 then -- backtesting.py may close at the bar before the last
      if state.trades ~= closed then return ("bar %d: %d trades, expected %d"):format(bar, state.trades, closed) end
      for _, side in ipairs { "long", "short" } do
        local p, trade = state[side], held[side]
        if (p == nil) ~= (trade == nil) then return ("bar %d: %s is held wrongly"):format(bar, side) end
        local differs = p and (p.entry ~= trade.entry_price or p.entered ~= trade.quantity)
        if p and (p.entry_bar ~= trade.entry_bar or differs and not adds) then
          return ("bar %d: the %s position is not that of its trade"):format(bar, side)
        end
      end
      if bar >= whole.first and state.equity ~= whole.cdata.equity[bar - whole.first] then
        return ("bar %d: equity"):format(bar)
      end
      checked = checked + 1
    end
  end
  for _, trade in ipairs(whole.trades) do
    local state, found = states[trade.signal_bar], settings.fill == C.TIDE_FILL_CLOSE
    for _, order in ipairs(state and state.orders or {}) do
      found = found or order.side == trade.side and order.kind ~= "exit" and order.decided == trade.signal_bar
    end
    if state and trade.signal_bar < whole.last and not found then
      return ("bar %d: no order waits for the entry"):format(trade.signal_bar)
    end
  end
  return nil, checked
end

--- Candles of a run to an account in any order that each feed allows. `look(time)` where every feed
-- has come as far as the traded one.
local function deliver(r, run, account, look)
  local feeds = { { c = run.candles.cdata, symbol = run.candles.symbol, at = 0 } }
  for symbol, c in pairs(run.with or {}) do feeds[#feeds + 1] = { c = c.cdata, symbol = symbol, at = 0 } end
  local left = 0
  for _, f in ipairs(feeds) do left = left + f.c.n end
  while left > 0 do
    local f = feeds[r.int(1, #feeds)]
    local count = math.min(r.pick { 1, 1, 1, 7, 40 }, f.c.n - f.at)
    if count > 20 and not f.stuck then
      f.stuck = not account:load({ cdata = stepped.part(f.c, f.at, f.at + count), keep = f.c }, f.symbol)
      if f.stuck then count = 0 end -- what was pushed is waiting
    else
      for t = f.at, f.at + count - 1 do assert(account:candle(row_of(f.c, t), f.symbol)) end
    end
    f.at, left = f.at + count, left - count
    local a = feeds[1]
    local time = a.at > 0 and close_of(a.c, a.at - 1)
    local all = time
    for _, other in ipairs(feeds) do
      all = all and (other.at == other.c.n or close_of(other.c, other.at) > time)
    end
    if all then
      assert(account:advance(time))
      look(time)
    end
  end
end

local function check(seed)
  local run, r = random_run.new(seed), random.new(seed + 7919)
  local account, why = open(run)
  local whole, message = backtest.run(run)
  if not account then return 0, why ~= message and ("only one refuses: " .. why) or nil end
  local states, wrong, fills, looked = {}, nil, {}, 0
  deliver(r, run, account, function(time)
    local state = account:state()
    if state.bars > 0 then states[state.bars - 1] = state end
    for _, fill in ipairs(account:fills(#fills)) do fills[#fills + 1] = fill end
    if wrong or r.next() > 0.05 then return end
    looked = looked + 1
    wrong = wrong_so_far(run, account, time)
  end)
  if wrong then return 0, wrong end
  local got, refusal = account:finish()
  if not got or not whole then return looked, refusal ~= message and "end: " .. tostring(refusal or message) or nil end
  wrong = results.difference(whole.cdata, got.cdata) or wrong_states(states, whole, run.settings,
    run.strategy.cdata.side[0].add_max + run.strategy.cdata.side[1].add_max > 0)
  if not wrong and run.settings.record_fills then
    local all = account:fills()
    if #all ~= whole.cdata.n_fills then wrong = "number of fills" end
    for i = 1, #all do
      if all[i].price ~= whole.cdata.fills[i - 1].price then wrong = "price of fill " .. i end
    end
  end
  return looked, wrong
end

describe("an account without an end", function()
  for group = 1, GROUPS do
    local size = RULE_SETS / GROUPS
    it(("is a backtest of the candles so far: %d to %d"):format((group - 1) * size + 1, group * size), function()
      local looks = 0
      for seed = (group - 1) * size + 1, group * size do
        local looked, wrong = check(seed)
        assert.is_nil(wrong, ("seed %d: %s"):format(seed, tostring(wrong)))
        looks = looks + looked
      end
      assert.is_true(looks > 2 * size, looks .. " results in between")
    end)
  end
end)

describe("an account on real candles", function()
  local hourly
  setup(function() hourly = assert(candle_files.load(data.path "BTCUSDT_1h.csv", { drop_last = true })) end)

  local names = program.shell(("ls '%s/strategies'"):format(TIDE_ROOT)).out
  for name in names:gmatch "([%w_]+)%.lua" do
    it("is a backtest, live after a history: " .. name, function()
      local settings = backtest.settings "tide"
      settings.cash = 1e6
      local run = { strategy = assert(loader.load(("%s/strategies/%s.lua"):format(TIDE_ROOT, name))), candles = hourly,
        settings = settings }
      local account, n = assert(open(run)), hourly.n
      assert(account:load { cdata = stepped.part(hourly.cdata, 0, n - 300), keep = hourly })
      for t = n - 300, n - 1 do
        assert(account:candle(row_of(hourly.cdata, t)))
        if t % 60 == 0 then assert.is_nil(wrong_so_far(run, account, close_of(hourly.cdata, t))) end
      end
      assert.is_nil(results.difference(assert(backtest.run(run)).cdata, assert(account:finish()).cdata))
    end)
  end
end)

local HOUR, START = 3600e6, 1704067200e6

local function rules(side)
  local path = program.write(os.tmpname() .. ".lua",
    'return strategy { name = "x", rules = function(m) return { long = ' .. side .. " } end }")
  return assert(loader.load(path))
end

local function candle(hour, price, changed)
  local c = { time = START + hour * HOUR, open = price, high = price + 1, low = price - 1, close = price, volume = 1 }
  for name, x in pairs(changed or {}) do c[name] = x end
  return c
end

describe("an account between bars", function()
  local settings
  before_each(function()
    settings = backtest.settings "tide"
    settings.commission, settings.slippage = 0.001, 0
  end)

  local function account(side, more)
    local opts = { strategy = rules(side), settings = settings, symbol = "A", timeframe = "1h", volume = true }
    for name, x in pairs(more or {}) do opts[name] = x end
    return assert(replay.open(opts))
  end

  it("shows orders, the position, fills and trades as they come", function()
    local r = account "{ enter = m.close:above(100), exit = m.close:below(100), stop_loss = 0.05, size = units(2) }"
    local empty = r:state()
    assert.same({ 0, 10000, 10000, 0 }, { empty.bars, empty.cash, empty.equity, #empty.orders })
    assert.equal("no bar lies between the given dates", select(2, r:result()))
    assert(r:candle(candle(0, 101)))
    local s = r:state()
    assert.same({ { side = "long", kind = "entry", price = 101, quantity = 2, decided = 0, ["until"] = 1 } }, s.orders)
    assert.is_nil(s.long)
    assert(r:candle(candle(1, 102)))
    s = r:state()
    assert.same({}, s.orders)
    assert.same({ 2, 102, 1, 1 }, { s.long.quantity, s.long.entry, s.long.bars, s.long.entry_bar })
    assert.is_true(math.abs(s.long.stop - 102 * 0.95) < 1e-9)
    assert.equal((START + HOUR) / 1000, s.long.entry_time)
    assert.equal((START + 2 * HOUR) / 1000, s.time)
    assert.is_true(math.abs(s.long.profit + 0.204) < 1e-9, "the fee")
    assert.equal(s.equity, s.cash + 2 * 102)
    assert.equal(s.equity, r:mark(1))
    assert.is_nil(r:mark(2))
    local fills = r:fills()
    assert.same({ 1, "entry", "long", 102, (START + HOUR) / 1000 },
      { #fills, fills[1].kind, fills[1].side, fills[1].price, fills[1].time })
    assert.is_nil(fills[1].trade)
    assert(r:candle(candle(2, 99)))
    assert.same({ { side = "long", kind = "exit", why = "signal" } }, r:state().orders)
    assert(r:candle(candle(3, 98)))
    assert.is_nil(r:state().long)
    local trades = r:trades()
    assert.same({ 1, "signal", 98 }, { #trades, trades[1].exit_reason, trades[1].exit_price })
    assert.same({}, r:trades(1))
    fills = r:fills(1)
    assert.same({ 1, "signal", 1 }, { #fills, fills[1].kind, fills[1].trade })
  end)

  it("goes on when its result is asked for, and is over when it is ended", function()
    local r = account "{ enter = m.close:above(100) }"
    for hour = 0, 3 do assert(r:candle(candle(hour, 101 + hour))) end
    local before = r:state()
    local so_far_result = assert(r:result())
    assert.equal("end_of_data", so_far_result.trades[1].exit_reason)
    assert.same(before, r:state())
    assert(r:candle(candle(4, 105)))
    assert.equal(so_far_result.bars, 4)
    local result = assert(r:finish())
    local s = r:state()
    assert.same({ true, 1, 5 }, { s.over, s.trades, result.bars })
    assert.is_nil(s.long)
    assert(r:candle(candle(5, 200)))
    assert.equal(result.metrics.final_equity, assert(r:result()).metrics.final_equity)
    assert.equal(s.equity, r:state().equity)
  end)

  it("ends with the range of its settings", function()
    settings.from, settings.to = START + 2 * HOUR, START + 4 * HOUR
    local r = account "{ enter = m.close:above(100) }"
    for hour = 0, 3 do assert(r:candle(candle(hour, 101 + hour))) end
    assert.is_true(r:state().long ~= nil)
    assert.is_false(r:state().over)
    assert(r:candle(candle(4, 105)))
    local s = r:state()
    assert.same({ true, 1, 5 }, { s.over, s.trades, s.bars })
    assert.is_nil(s.long)
    assert.equal(2, assert(r:result()).bars)
  end)

  it("can be looked at after each of many bars", function()
    local whole = account "{ enter = m.close:above(103), exit = m.close:below(102) }"
    local r, states = account "{ enter = m.close:above(103), exit = m.close:below(102) }", {}
    for _ in r:bars() do error "there is no bar" end
    for hour = 0, 40 do
      local c = candle(hour, 100 + hour % 7)
      assert(r:push(c))
      assert(whole:candle(c))
      states[hour] = whole:state()
    end
    assert.equal(0, r:state().bars)
    local count = 0
    for bar in r:bars() do
      assert.equal(count, bar.index)
      assert.same(states[count], r:state())
      count = count + 1
    end
    assert.equal(41, count)
    assert.is_true(r:state().trades > 3)
  end)

  it("waits for a silent feed until it is told not to", function()
    local strategy = 'all { m.close:above(100), m("1h", "B").close:above(0) }'
    local r = account("{ enter = " .. strategy .. " }", { with = { { symbol = "B", timeframe = "1h" } } })
    for hour = 0, 5 do assert(r:candle(candle(hour, 101))) end
    assert.equal(0, r:state().bars)
    assert(r:candle(candle(1, 7), "B"))
    assert.equal(2, r:state().bars)
    assert(r:advance(START + 4 * HOUR))
    assert.equal(4, r:state().bars)
    local fine, why = r:candle(candle(2, 7), "B")
    assert.is_nil(fine)
    assert.matches("B: the candle of 2024%-01%-01 02:00:00 comes too late", why)
    assert.equal(6, assert(r:finish()).bars)
  end)

  it("refuses what cannot be, and is as it was", function()
    local r = account "{ enter = m.close:above(100) }"
    assert(r:candle(candle(0, 101)))
    local before = r:state()
    for text, c in pairs {
      ["is there already"] = candle(0, 101), ["comes after a later one"] = candle(-1, 101),
      ["outside its high and low"] = candle(1, 101, { low = 102 }), ["no number"] = candle(1, 101, { high = 1 / 0 }),
    } do
      local fine, why = r:candle(c)
      assert.is_nil(fine)
      assert.matches(text, why)
    end
    assert.same(before, r:state())
    assert.has_error(function() r:candle(candle(1, 1), "B") end, "there is no feed of B")
    settings.lot = -1
    local opts = { strategy = rules "{ enter = m.close:above(1) }", settings = settings, symbol = "A",
      timeframe = "1h" }
    local refused, why = replay.open(opts)
    assert.is_nil(refused)
    assert.matches("^lot", why)
    settings.lot, settings.slippage_kind, settings.slippage = 0, C.TIDE_SLIP_VOLUME, 1
    refused, why = replay.open(opts)
    assert.is_nil(refused)
    assert.equal("slippage by volume needs a volume column in the data", why)
  end)
end)

describe("candles that grow", function()
  it("are those that came", function()
    local f, r = assert(feed.new { symbol = "A", timeframe = "1h", volume = true }), random.new(3)
    local n, kept = 0, 0
    for hour = 0, 3000 do
      assert(f:append(candle(hour, 100 + r.int(0, 9))))
      n = n + 1
      if r.next() < 0.01 then
        local count = r.int(0, f.n + 3)
        f:drop(count)
        kept = kept + math.min(count, n)
        n = math.max(n - count, 0)
      end
      assert.equal(n, f.n)
      if n > 0 then
        assert.equal(START + hour * HOUR, tonumber(f.cdata.time[n - 1]))
        assert.equal(START + (hour - n + 1) * HOUR, tonumber(f.cdata.time[0]))
      end
    end
    assert.is_true(kept > 500)
    local copy = assert(f:copy())
    assert(f:append(candle(3001, 7)))
    assert.same({ n, n + 1, "A", "1h" }, { copy.n, f.n, copy.symbol, copy.timeframe })
    assert.equal(nil, f.cdata.funding == nil and nil)
    f:drop(f.n)
    local fine, why = f:append(candle(3001, 7))
    assert.is_nil(fine)
    assert.matches("A: the candle of 2024%-05%-05 01:00:00 is there already", why)
    assert.has_error(function() feed.new { symbol = "A", timeframe = "1x" } end)
    assert.equal("a list of candles needs a symbol", select(2, feed.new { symbol = "", timeframe = "1h" }))
  end)

  it("are the history of an account while they grow", function()
    local settings = backtest.settings "tide"
    local opts = { strategy = rules "{ enter = m.close:above(103), exit = m.close:below(102) }", settings = settings,
      symbol = "A", timeframe = "1h", volume = true }
    local account, f, r = assert(replay.open(opts)), assert(feed.new(opts)), random.new(5)
    for hour = 0, 200 do assert(f:append(candle(hour, 100 + r.int(0, 9)))) end
    assert(account:load(f))
    for hour = 201, 400 do
      local c = candle(hour, 100 + r.int(0, 9))
      assert(f:append(c))
      assert(account:candle(c))
    end
    local whole = assert(backtest.run { strategy = opts.strategy, candles = assert(f:copy()), settings = settings })
    assert.is_true(#whole.trades > 20)
    assert.is_nil(results.difference(whole.cdata, assert(account:finish()).cdata))
  end)
end)
