--- Scripts in processes of their own on accounts of the event engine, as a daemon drives them.
local accounts = require "stdlib.accounts"
local backtest = require "stdlib.backtest"
local events = require "stdlib.events"
local loader = require "runtime.loader"
local orders = require "stdlib.orders"
local process = require "runtime.live.process"
local program = require "tests.support.program"
local trader = require "runtime.script.trader"
local wait = require "runtime.live.wait"

local live_market = {}

--- A script as the loader gives it, from a text that the loader need not know.
function live_market.script(text, callbacks)
  return { path = "script.lua", text = text, hash = "1234", params = {},
    callbacks = callbacks or { "on_start", "on_candle", "on_order", "on_timer", "on_stop" } }
end

--- The same, through the loader.
function live_market.load(text)
  local folder = program.folder()
  local made, message = loader.load_any(program.write(folder .. "/script.lua", text), {})
  program.remove(folder)
  assert(made, message)
  made.path = "script.lua"
  return made
end

--- Start a process. What it prints and tells is in p.said, line by line.
function live_market.start(nursery, script, more)
  local said = {}
  local function say(text) said[#said + 1] = text end
  local options = { nursery = nursery, script = script, log = say, tell = say }
  for key, value in pairs(more or {}) do options[key] = value end
  local p = assert(process.start(options))
  p.said = said
  return p
end

local function view_of(own, time)
  local position = accounts.holding(own.events, 1, own.number)
  local quantity = position and position.quantity or 0
  return {
    time = time, position = quantity, held = { A = quantity },
    entry = quantity ~= 0 and position.entry or nil,
    equity = accounts.equity(own.events, own.number), cash = accounts.cash(own.events, own.number),
  }
end

local function ms(us) return tonumber(us) / 1000 end

local function candle_of(bars, row)
  local c = bars.cdata
  return { time = ms(c.time[row]), open = c.open[row], high = c.high[row], low = c.low[row], close = c.close[row],
    volume = c.volume[row], symbol = "A", timeframe = bars.timeframe }
end

local function order_of(own, event)
  local id, status = trader.number(own, event.order), orders.status(own.events, event.order)
  return { id = id, state = status.state, why = status.why, side = status.side, type = status.type,
    quantity = status.quantity, filled = status.filled, average = status.filled > 0 and status.average or nil,
    tag = own.tags[id], time = ms(event.time) }
end

--- What its market is opened with.
function live_market.venue(settings) return { slippage = settings.slippage + settings.spread / 2 } end

--- Run scripts over candles, each waited for at every event.
-- @return their results, and the processes
function live_market.run(nursery, list, bars, settings, more)
  local e = assert(events.new { { symbol = "A", candles = bars } })
  orders.open(e, 1, live_market.venue(settings))
  local own, all = {}, {}
  for i, script in ipairs(list) do
    accounts.open(e, i, settings)
    local _, o = trader.new({ events = e, number = i, settings = settings, markets = { A = 1 } }, script.params)
    all[i] = live_market.start(nursery, script, more)
    own[all[i]] = o
  end
  local function handle(p, name, args) return trader.execute(own[p], name, args) end
  local function tell(p, name, event, time)
    p:deliver(name, event, view_of(own[p], time and ms(time)))
    wait.all({ p }, 20000, handle)
  end
  for _, p in ipairs(all) do tell(p, "on_start") end
  local function report(event)
    local p = all[event.strategy + 1]
    local order = order_of(own[p], event)
    tell(p, "on_order", order, event.time)
    if order.state ~= "pending" and order.state ~= "working" then trader.forget(own[p], event.order) end
  end
  assert(e:run {
    candle = function(event)
      for _, p in ipairs(all) do tell(p, "on_candle", candle_of(bars, event.row), event.time) end
    end,
    order = report, fill = report,
    timer = function(event)
      local p = all[event.strategy + 1]
      tell(p, "on_timer", { name = trader.timer(own[p], event.row), time = ms(event.time) }, event.time)
    end,
  })
  for _, p in ipairs(all) do tell(p, "on_stop") end
  local results = {}
  for i in ipairs(list) do results[i] = assert(accounts.result(e, i)) end
  return results, all
end

--- Settings as `tide backtest` has them.
function live_market.settings()
  return backtest.settings "tide"
end

return live_market
