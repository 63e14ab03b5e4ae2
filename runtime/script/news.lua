--- What happens, as scripts are told it: the functions that events are handed to, by kind. Only
-- kinds that some script has a function for stop the engine.
--
-- Candles and reports are new tables, which a script may keep. Trades and messages about a book
-- come by the million: each script has one table for each kind, overwritten by the next. Its
-- metatable is closed, so that nothing of a script runs when it is written.
local orders = require "stdlib.orders"
local trader = require "runtime.script.trader"

local news = {}

local SIDES = { [0] = "buy", [1] = "sell" }

local CLOSED = { __metatable = false }

local function ms(us) return tonumber(us) / 1000 end

--- A candle as a script is told it. @param market  { symbol, candles }
function news.candle(market, row)
  local c = market.candles.cdata
  return {
    time = ms(c.time[row]), open = c.open[row], high = c.high[row], low = c.low[row],
    close = c.close[row], volume = c.volume ~= nil and c.volume[row] or nil,
    symbol = market.symbol, timeframe = market.candles.timeframe,
  }
end

--- A trade or a liquidation as a script is told it, to be kept.
-- @param time  milliseconds
function news.trade(market, event, time)
  return {
    time = time, price = event.price, quantity = event.quantity, side = SIDES[event.side],
    symbol = market.symbol,
  }
end

-- Those that want to know of something: they have a function, or columns that go on with candles.
local function with(runs, name)
  local list = {}
  for _, run in ipairs(runs) do
    local reads = name == "on_candle" and run.own.ind
    if run.functions[name] or reads then list[#list + 1] = run end
  end
  return list[1] and list
end

-- Columns are those of the first market with candles.
local function first_candles(job)
  for i, market in ipairs(job.markets) do
    if market.candles then return i - 1 end
  end
end

-- One function from those of all runs. That of a single run is called as it is: a loop of one round
-- costs LuaJIT more than the call.
local function together(list, made)
  local calls = {}
  for i, run in ipairs(list) do calls[i] = made(run) end
  if #calls == 1 then return calls[1] end
  return function(event)
    for i = 1, #calls do calls[i](event) end
  end
end

local function candles(job, list)
  local first, clock, late = first_candles(job), job.pace, job.feed or 0
  return together(list, function(run)
    local ind, ctx, called = run.own.ind, run.ctx, run.functions.on_candle
    return function(event)
      local time = ms(event.time)
      if time >= clock.next then clock:told(time) end
      if ind and event.market == first then ind.bar = event.row end
      ctx.time = time + late
      if not called then return end
      run:call("on_candle", news.candle(job.markets[event.market + 1], event.row))
    end
  end)
end

-- Trades and liquidations: the same columns.
local function trades(job, list, name)
  local symbols, clock, late = {}, job.pace, job.feed or 0
  for i, market in ipairs(job.markets) do symbols[i - 1] = market.symbol end
  return together(list, function(run)
    local ctx, t = run.ctx, setmetatable({}, CLOSED)
    return function(event)
      local time = ms(event.time)
      if time >= clock.next then clock:told(time) end
      t.time, t.price, t.quantity = time, event.price, event.quantity
      t.side, t.symbol = SIDES[event.side], symbols[event.market]
      ctx.time = time + late
      run:call(name, t)
    end
  end)
end

local function books(job, list)
  local clock, late = job.pace, job.feed or 0
  return together(list, function(run)
    local ctx, seen = run.ctx, run.own.books
    return function(event)
      local time, book = ms(event.time), seen[event.market + 1]
      if time >= clock.next then clock:told(time) end
      book.time, ctx.time = time, time + late
      run:call("on_book", book)
    end
  end)
end

--- A report about an order as a script is told it.
-- @param own   of runtime.script.trader
-- @param time  milliseconds at which it is told
function news.order(own, event, time)
  local id = trader.number(own, event.order)
  local status = orders.status(own.events, event.order) or {}
  return {
    id = id, state = status.state, why = status.why, side = status.side,
    type = status.type, quantity = status.quantity, filled = status.filled,
    average = status.filled and status.filled > 0 and status.average or nil,
    tag = own.tags[id], time = time,
  }
end

local MARKET = {
  candle = { "on_candle", candles }, trade = { "on_trade", trades },
  book = { "on_book", books }, liquidation = { "on_liquidation", trades },
}

--- @param job   { feed = milliseconds by which all is told late, pace = of runtime.script.pace,
--   markets = { { symbol, candles, trades, depth, liquidations }, ... } }
-- @param runs  scripts as they run (runtime.script.play), by number
-- @return handlers for events:run
function news.handlers(job, runs)
  local handlers, late = {}, job.feed or 0
  for kind, one in pairs(MARKET) do
    local list = with(runs, one[1])
    handlers[kind] = list and one[2](job, list, one[1])
  end
  local function report(event)
    local run = runs[event.strategy + 1]
    run.ctx.time = ms(event.time) + late
    local order = news.order(run.own, event, run.ctx.time)
    run:call("on_order", order)
    if order.state ~= "pending" and order.state ~= "working" then
      trader.forget(run.own, event.order)
    end
  end
  handlers.order, handlers.fill = report, report
  function handlers.timer(event)
    local run = runs[event.strategy + 1]
    run.ctx.time = ms(event.time) + late
    run:call("on_timer", { name = trader.timer(run.own, event.row), time = run.ctx.time })
  end
  return handlers
end

return news
