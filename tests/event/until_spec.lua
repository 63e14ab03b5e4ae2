-- Events that wait, over columns that grow: the same as all at once.
local accounts = require "stdlib.accounts"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local events = require "stdlib.events"
local ffi = require "ffi"
local host = require "stdlib.host"
local orders = require "stdlib.orders"

local C = host.C
local HOUR = 3600 * 1000000LL
local COLUMNS = { "open", "high", "low", "close", "volume" }

-- A view of the first rows of candles in memory of its own; what it had before is overwritten.
local function grow(view, whole, n)
  for _, name in ipairs(COLUMNS) do
    local old = view.keep[name]
    if old then ffi.fill(old, ffi.sizeof(old), 0xff) end
    view.keep[name] = ffi.new("double[?]", n + 1)
    ffi.copy(view.keep[name], whole.cdata[name], n * 8)
    view.cdata[name] = view.keep[name]
  end
  if view.keep.time then ffi.fill(view.keep.time, ffi.sizeof(view.keep.time), 0xff) end
  view.keep.time = ffi.new("int64_t[?]", n + 1)
  ffi.copy(view.keep.time, whole.cdata.time, n * 8)
  view.cdata.time, view.cdata.n = view.keep.time, n
end

local function view_of(whole)
  local cdata = ffi.new "tide_candles"
  cdata.timeframe = whole.cdata.timeframe
  local view = { cdata = cdata, keep = {} }
  grow(view, whole, 0)
  return view
end

local function market(seed, bars)
  return assert(candles.synthetic { bars = bars, seed = seed, kind = "momentum" })
end

-- Orders and timers by chance, and everything that was told.
local function strategy_of(e, seed, told)
  local random = require("stdlib.generator.random").new(seed, "until")
  local handlers = {}
  local function note(event)
    told[#told + 1] = ("%d %s %s %d %d %d %d %.17g %.17g"):format(event.kind, tostring(event.time),
      tostring(event.sequence), event.market, event.row, event.order, event.strategy, event.price, event.quantity)
  end
  local function trade(strategy)
    local m = random:int(1, 2)
    if random:next() < 0.2 then
      local price = accounts.holding(e, m, strategy).price
      local side = random:next() < 0.5 and "buy" or "sell"
      orders.send(e, { market = m, strategy = strategy, side = side, type = "limit", quantity = 0.3,
        price = price * (1 + (side == "buy" and -0.01 or 0.01)) })
    elseif random:next() < 0.2 then
      local side = random:next() < 0.5 and "buy" or "sell"
      orders.send(e, { market = m, strategy = strategy, side = side, quantity = 0.2 })
    end
    if random:next() < 0.1 then orders.timer(e, random:int(0, 30000), 7, strategy) end
  end
  function handlers.candle(event)
    note(event)
    trade(1)
    trade(2)
  end
  function handlers.timer(event)
    note(event)
    trade(event.strategy + 1)
  end
  handlers.order, handlers.fill = note, note
  return handlers
end

local function start(list)
  local e = assert(events.new { { candles = list[1] }, { candles = list[2] } })
  orders.open(e, 1, { slippage_kind = C.TIDE_SLIP_DYNAMIC, slippage = 0.05 })
  orders.open(e, 2, { slippage_kind = C.TIDE_SLIP_VOLUME, slippage = 0.1, spread = 0.0001, entry_us = 60e6 })
  for i = 1, 2 do accounts.open(e, i, backtest.settings "tide") end
  return e
end

local function bytes(result)
  local r = result.cdata
  return ffi.string(r.equity, 8 * (r.last - r.first + 1)) .. ffi.string(r.trades, r.n_trades * ffi.sizeof "tide_trade")
    .. ffi.string(r.metric, ffi.sizeof(r.metric))
end

local function at_once(whole, seed)
  local e, told = start(whole), {}
  assert(e:run(strategy_of(e, seed, told)))
  return told, { bytes(assert(accounts.result(e, 1))), bytes(assert(accounts.result(e, accounts.ALL))) }
end

-- The rows of each market that opened until a time.
local function opened(whole, time)
  local n = 0
  while n < whole.n and whole.cdata.time[n] <= time do n = n + 1 end
  return n
end

local function in_steps(whole, seed, grows)
  local views, random = {}, require("stdlib.generator.random").new(seed, "steps")
  for i, c in ipairs(whole) do views[i] = grows and view_of(c) or c end
  local e, told = start(views), {}
  local handlers = strategy_of(e, seed, told)
  local time, last = whole[1].cdata.time[0], whole[1].cdata.time[whole[1].n - 1] + HOUR
  while time <= last do
    if grows then
      for i, view in ipairs(views) do grow(view, whole[i], opened(whole[i], time)) end
    end
    e:wait_at(time)
    assert(e:run(handlers))
    time = time + HOUR * random:int(0, 3) + 1000000LL * random:int(0, 3599)
  end
  if grows then
    for i, view in ipairs(views) do grow(view, whole[i], whole[i].n) end
  end
  e:wait_at()
  assert(e:run(handlers))
  return told, { bytes(assert(accounts.result(e, 1))), bytes(assert(accounts.result(e, accounts.ALL))) }, e
end

describe("events that wait", function()
  for seed = 1, 6 do
    local whole
    setup(function() whole = { market(seed, 400), market(seed + 100, 390) } end)

    it("are those of a run at once, seed " .. seed, function()
      local told, results = at_once(whole, seed)
      assert.is_true(#told > 900)
      for _, grows in ipairs { false, true } do
        local again, made = in_steps(whole, seed, grows)
        assert.same(told, again)
        assert.is_true(results[1] == made[1] and results[2] == made[2])
      end
    end)
  end

  it("give results of what was so far, with nothing closed", function()
    local c = market(3, 100)
    local e = assert(events.new { { candles = c } })
    orders.open(e, 1, {})
    accounts.open(e, 1, backtest.settings "tide")
    e:wait_at(c.cdata.time[50])
    local sent = false
    local handlers = { candle = function()
      if not sent then orders.send(e, { side = "buy", quantity = 0.01 }) end
      sent = true
    end }
    assert(e:run(handlers))
    local soon = assert(accounts.result(e, 1))
    assert.equal(49, soon.cdata.last)
    assert.equal(0, #soon.trades)
    assert.equal(accounts.cash(e, 1) + 0.01 * c.cdata.close[49], soon.cdata.final_equity)
    e:wait_at()
    assert(e:run(handlers))
    assert.equal(1, #assert(accounts.result(e, 1)).trades)
  end)

  it("do not go back, nor on from their end", function()
    local c = market(3, 20)
    local e = assert(events.new { { candles = c } })
    orders.open(e, 1, {})
    accounts.open(e, 1, backtest.settings "tide")
    e:wait_at(c.cdata.time[10])
    assert(e:run {})
    assert.has_error(function() e:wait_at(c.cdata.time[3]) end, "events have come further, or to their end")
    e:wait_at()
    assert(e:run {})
    assert.has_error(function() e:wait_at() end, "events have come further, or to their end")
    assert.equal(C.TIDE_EINVAL, C.tide_events_until(e.cdata, c.cdata.time[15]))
  end)
end)
