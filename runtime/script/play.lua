--- Runs scripts over what happens in markets. Only called in the child of a run: the scripts are in
-- the box with it.
local accounts = require "stdlib.accounts"
local chunk = require "runtime.script.chunk"
local events = require "stdlib.events"
local free = require "runtime.script.free"
local orders = require "stdlib.orders"
local parcel = require "runtime.script.parcel"
local protect = require "runtime.script.protect"
local trader = require "runtime.script.trader"

local play = {}

local MOST_ERRORS = 10

-- The words of a strategy file, for a text whose head was read and checked before.
local function add_words(env, got)
  function env.strategy(t)
    got.table = t
    return t
  end
  for _, name in ipairs { "int", "number", "choice", "flag" } do
    env[name] = function(t) return t end
  end
end

--- What went wrong, with the file and line where the text says it.
local function explained(script, raised)
  local text = protect.message(raised)
  local line, rest = text:match "^@:(%d+): (.*)$"
  if line then return ("%s:%s: %s"):format(script.path, line, rest) end
  return ("%s: %s"):format(script.path, text)
end

local function load_script(script, job, call)
  local got = {}
  local env = free.environment { seed = job.seed, hash = script.hash, log = script.log }
  add_words(env, got)
  local code, message = load(script.text, chunk.MAIN, "t", env)
  if not code then return nil, explained(script, message) end
  local ok, raised = call(code)
  if not ok then return nil, explained(script, raised) end
  return got.table
end

-- A script as it runs.
local runner = {}
runner.__index = runner

function runner:stop_orders()
  if self.policy == "keep" then return end
  for id in pairs(self.open) do orders.cancel(self.own.events, id) end
  if self.policy == "close" then self.ctx:close() end
end

--- Call one of its functions. Errors are counted; too many of them, or too much time, end it.
function runner:call(name, event)
  local fn = self.functions[name]
  if not fn or self.stopped then return end
  local ok, raised, late = self.watch(fn, self.ctx, event)
  if ok then return end
  self.errors = self.errors + 1
  if self.errors <= MOST_ERRORS then self.tell(explained(self.script, raised)) end
  if late or self.errors >= self.most then
    self.stopped = true
    self.tell(("%s: stopped after %d error%s"):format(self.script.path, self.errors,
      self.errors == 1 and "" or "s"))
    self:stop_orders()
  end
end

local function new_runner(script, number, e, job, call, tell)
  local functions, message = load_script(script, job, call)
  if not functions then return nil, message end
  local ctx, own = trader.new({
    events = e, number = number, settings = job.settings, markets = job.symbols, log = script.log,
  }, script.params)
  return setmetatable({
    script = script, functions = functions, ctx = ctx, own = own, watch = call, tell = tell,
    errors = 0, most = job.most_errors or MOST_ERRORS, policy = job.policy or "cancel", open = {},
  }, runner)
end

local function ms(us) return tonumber(us) / 1000 end

local function candle_of(job, event)
  local market = job.markets[event.market + 1]
  local c, row = market.candles.cdata, event.row
  return {
    time = ms(c.time[row]), open = c.open[row], high = c.high[row], low = c.low[row],
    close = c.close[row], volume = c.volume ~= nil and c.volume[row] or nil,
    symbol = market.symbol, timeframe = market.candles.timeframe,
  }
end

local SIDES = { [0] = "buy", "sell" }

local function trade_of(job, event)
  return { time = ms(event.time), price = event.price, quantity = event.quantity,
    side = SIDES[event.side], symbol = job.markets[event.market + 1].symbol }
end

local function order_of(run, event)
  local status = orders.status(run.own.events, event.order) or {}
  return {
    id = event.order, state = status.state, why = status.why, side = status.side,
    type = status.type, quantity = status.quantity, filled = status.filled,
    average = status.filled and status.filled > 0 and status.average or nil,
    tag = run.own.tags[event.order], time = ms(event.time),
  }
end

--- Functions by kind of event.
local function handlers_of(job, runs, e)
  local handlers = {}
  local function all(name, event_of)
    return function(event)
      local market, time = event.market + 1, ms(event.time)
      for _, run in ipairs(runs) do
        run.ctx.time, run.own.last[market] = time, event.price
        run:call(name, event_of(job, event, run))
      end
    end
  end
  local wanted = {}
  for _, run in ipairs(runs) do
    for _, name in ipairs(run.script.callbacks) do wanted[name] = true end
  end
  handlers.candle = all("on_candle", candle_of)
  handlers.trade = wanted.on_trade and all("on_trade", trade_of) or nil
  if wanted.on_book then
    function handlers.book(event)
      local book, time = e:book(event.market + 1), ms(event.time)
      for _, run in ipairs(runs) do
        run.ctx.time = time
        run:call("on_book", { time = time, book = book })
      end
    end
  end
  local function report(event)
    local run = runs[event.strategy + 1]
    run.ctx.time = ms(event.time)
    local order = order_of(run, event)
    run.open[event.order] = (order.state == "pending" or order.state == "working") or nil
    run:call("on_order", order)
  end
  handlers.order, handlers.fill = report, report
  function handlers.timer(event)
    local run = runs[event.strategy + 1]
    run.ctx.time = ms(event.time)
    run:call("on_timer", { name = run.own.timers[event.row], time = run.ctx.time })
  end
  return handlers
end

-- What a script gave in the end; with the bars that it is measured on, where these are made up.
local function result_of(e, number, job)
  local result, message = accounts.result(e, number)
  if not result then error(message, 0) end
  local bars = not job.markets[1].candles and result.signals.cdata.candles or nil
  return parcel.pack(result.cdata, bars)
end

--- @param job   { scripts = of the loader, markets = { { symbol, candles, trades, depth } },
--   settings, venue, seed, most_errors, policy = what becomes of the orders of a script that is
--   stopped }
-- @param call  of the watchdog: call(fn, ...) -> ok, what it returned or raised, late
-- @param tell  function(text): what a user should read
-- @return results by script (runtime.script.parcel), or nil and a message
function play.run(job, call, tell)
  local e = assert(events.new(job.markets))
  job.symbols = {}
  for i, market in ipairs(job.markets) do
    job.symbols[market.symbol] = i
    orders.open(e, i, job.venue)
  end
  local runs = {}
  for i, script in ipairs(job.scripts) do
    accounts.open(e, i, job.settings)
    local run, message = new_runner(script, i, e, job, call, tell)
    if not run then return nil, message end
    runs[i] = run
  end
  for _, run in ipairs(runs) do run:call "on_start" end
  local ok, message = e:run(handlers_of(job, runs, e))
  if not ok then return nil, message end
  for _, run in ipairs(runs) do run:call "on_stop" end
  local results = {}
  for i in ipairs(runs) do results[i] = result_of(e, i, job) end
  return results
end

return play
