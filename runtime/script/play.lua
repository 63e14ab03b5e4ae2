--- Runs scripts over what happens in markets. Only called in the child of a run: the scripts are in
-- the box with it.
local accounts = require "stdlib.accounts"
local books = require "runtime.script.book"
local events = require "stdlib.events"
local free = require "runtime.script.free"
local named = require "runtime.script.named"
local news = require "runtime.script.news"
local orders = require "stdlib.orders"
local pace = require "runtime.script.pace"
local parcel = require "runtime.script.parcel"
local runner = require "runtime.script.runner"
local trader = require "runtime.script.trader"
local C = require("stdlib.host").C

local play = {}

local function new_run(script, number, e, job, call, tell)
  local functions, message = runner.load(script, job.seed, call)
  if not functions then return nil, message end
  local seen = books.all(e, job.markets)
  local ctx, own = trader.new({
    events = e, number = number, settings = job.settings[number], markets = job.symbols,
    books = seen, first_book = select(2, next(seen)), log = free.printer(script.log),
  }, script.params)
  if script.shown then ctx.ind, own.ind = named.view(script.shown) end
  return runner.new {
    script = script, functions = functions, ctx = ctx, own = own, watch = call, tell = tell,
    most = job.most_errors, on_stop = function() trader.stop(own, job.policy or "cancel") end,
  }
end

-- What a script gave in the end.
local function result_of(e, number, run, bars)
  local result, message = accounts.result(e, number)
  if not result then error(message, 0) end
  local made = parcel.pack(result.cdata, bars)
  made.stopped = run.stopped or false
  return made
end

-- Without candles results are measured on minutes, which the parent does not have.
local function has_candles(job)
  for _, market in ipairs(job.markets) do
    if market.candles then return true end
  end
  return false
end

--- @param job   { scripts = of the loader, markets = { { symbol, candles, trades, depth } },
--   settings = of each, venue, seed, most_errors = after which a script is stopped (10), policy =
--   what becomes of its orders then: "cancel" (them), "close" (its positions, too) or "keep",
--   told = function(share): how far it is, or nil }
-- @param call  of the watchdog: call(fn, ...) -> ok, what it returned or raised, late
-- @param tell  function(text): what a user should read
-- @return results by script (runtime.script.parcel), or nil and a message
function play.run(job, call, tell)
  local e = assert(events.new(job.markets))
  job.symbols, job.pace = {}, pace.new(job.markets, job.told)
  for i, market in ipairs(job.markets) do
    job.symbols[market.symbol] = i
    orders.open(e, i, job.venue)
  end
  local runs = {}
  for i, script in ipairs(job.scripts) do
    accounts.open(e, i, job.settings[i])
    local run, message = new_run(script, i, e, job, call, tell)
    if not run then return nil, message end
    runs[i] = run
  end
  for _, run in ipairs(runs) do run:call "on_start" end
  local ok, message = e:run(news.handlers(job, runs))
  if not ok then return nil, message end
  for _, run in ipairs(runs) do run:call "on_stop" end
  local results = {}
  local bars = not has_candles(job) and C.tide_events_bars(e.cdata).candles or nil
  for i, run in ipairs(runs) do results[i] = result_of(e, i, run, bars) end
  return results
end

return play
