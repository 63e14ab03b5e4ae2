--- Runs scripts over what happens in markets. Only called in the child of a run: the scripts are in
-- the box with it.
local accounts = require "stdlib.accounts"
local books = require "runtime.script.book"
local callbacks = require "runtime.script.callbacks"
local chunk = require "runtime.script.chunk"
local events = require "stdlib.events"
local free = require "runtime.script.free"
local named = require "runtime.script.named"
local news = require "runtime.script.news"
local orders = require "stdlib.orders"
local parcel = require "runtime.script.parcel"
local protect = require "runtime.script.protect"
local trader = require "runtime.script.trader"
local C = require("stdlib.host").C

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
  env.ta = { define = function() end } -- what `indicators` uses was computed before
end

--- What went wrong, with the file and line where the text says it.
local function explained(script, raised)
  local text = protect.message(raised)
  local line, rest = text:match "^@:(%d+): (.*)$"
  if line then return ("%s:%s: %s"):format(script.path, line, rest) end
  return ("%s: %s"):format(script.path, text)
end

-- Looked up once, without metatables: later nothing of the script runs but in a call.
local function functions_of(t)
  local functions = {}
  for _, name in ipairs(callbacks.names) do functions[name] = rawget(t, name) end
  return functions
end

local function load_script(script, job, call)
  local got = {}
  local env = free.environment { seed = job.seed, hash = script.hash, log = script.log }
  add_words(env, got)
  local code, message = load(script.text, chunk.MAIN, "t", env)
  if not code then return nil, explained(script, message) end
  local ok, raised = call(code)
  if not ok then return nil, explained(script, raised) end
  if not got.table then return nil, script.path .. ": it returns no strategy when it is run" end
  return functions_of(got.table)
end

-- A script as it runs.
local runner = {}
runner.__index = runner

--- What becomes of the orders of one that is stopped: see play.run.
function runner:stop_orders()
  if self.policy == "keep" then return end
  local open = {}
  for id in pairs(self.own.open) do open[#open + 1] = id end
  table.sort(open) -- the same each time
  for _, id in ipairs(open) do orders.cancel(self.own.events, self.own.open[id]) end
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
  local seen = books.all(e, job.markets)
  local ctx, own = trader.new({
    events = e, number = number, settings = job.settings[number], markets = job.symbols,
    books = seen, first_book = select(2, next(seen)), log = free.printer(script.log),
  }, script.params)
  if script.shown then ctx.ind, own.ind = named.view(script.shown) end
  return setmetatable({
    script = script, functions = functions, ctx = ctx, own = own, watch = call, tell = tell,
    errors = 0, most = job.most_errors or MOST_ERRORS, policy = job.policy or "cancel",
  }, runner)
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
--   what becomes of its orders then: "cancel" (them), "close" (its positions, too) or "keep" }
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
    accounts.open(e, i, job.settings[i])
    local run, message = new_runner(script, i, e, job, call, tell)
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
