--- A script of paper and live, in its own process: events come from the host, and what the script
-- wants of it is asked and answered while the script waits. The other end is runtime/live.
--
-- To the child, which trusts the host (string.buffer):
--   the job { script = { path, text, hash }, seed, params, state, version, most_errors, books }
--   events { number, name, event, view }, through the ring; "book" and "on_book" bring a part of
--   a message (runtime.script.depth), the latter the last one
--   answers { ok, result, more }
-- To the host, which does not trust the child (stdlib.wire, remote.MOST_TEXT bytes at most):
--   { ready = true } or { failed = text }, once
--   { log = text } { told = text } { ask = name, a, b }
--   the bytes of its state, when it has changed (runtime/script/state.lua); then
--   { done = number of the last event, errors, stopped }
local buffer = require "string.buffer"
local book = require "runtime.script.book"
local context = require "runtime.script.context"
local depth = require "runtime.script.depth"
local free = require "runtime.script.free"
local runner = require "runtime.script.runner"
local state = require "runtime.script.state"
local watchdog = require "runtime.script.watchdog"
local wire = require "stdlib.wire"
local C = require("stdlib.host").C

local remote = {}

--- Of a message; the host takes its time to read one.
remote.MOST_TEXT = 8 * 1024

local MOST_LINE = 4 * 1024
local MOST_LOG, MOST_LINES = 16 * 1024, 200 -- bytes and times between two answers
local ANSWER_SECONDS = 0.05 -- while there is more to do

-- What the script asks the host for.
local function ask(own, name, a, b)
  local ok, text = pcall(wire.encode, { ask = name, a = a, b = b })
  if not ok then error("only texts, numbers, true and false can be sent", 0) end
  if #text > remote.MOST_TEXT then
    error(("%d bytes are too much to be sent, %d are the most"):format(#text, remote.MOST_TEXT), 0)
  end
  local answer = buffer.decode(own.link.ask(text))
  if not answer[1] then error(answer[2], 0) end
  return answer[2], answer[3]
end

local methods, numbers = {}, {}

for _, name in ipairs { "buy", "sell", "close", "cancel", "after" } do
  methods[name] = function(own, a, b) return ask(own, name, a, b) end
end

-- What is held in a symbol that is there.
local function held(own, symbol)
  local quantity = (own.view.held or {})[symbol]
  if not quantity then error(("unknown symbol '%s'"):format(tostring(symbol)), 0) end
  return quantity
end

function methods.held(own, symbol)
  if symbol == nil then return own.view.position or 0 end
  return held(own, symbol)
end

--- The book of a symbol, by default the first that has one; nothing where no depth is.
function methods.book(own, symbol)
  if symbol == nil then return own.books[1] end
  held(own, symbol)
  return own.books[symbol]
end

function methods.log(own, ...) own.print(...) end

for _, name in ipairs { "position", "entry", "equity", "cash", "time", "ind" } do
  numbers[name] = function(own) return own.view[name] end
end

local new_context = context.class(methods, numbers)

--- print of the script, which says so much and no more between two answers.
local function logger(link)
  local log = {}
  function log.begin() log.bytes, log.lines = 0, 0 end
  function log.write(text)
    if log.lines > MOST_LINES then return end
    if #text > MOST_LINE then text = text:sub(1, MOST_LINE) .. " (and so on)\n" end
    log.bytes, log.lines = log.bytes + #text, log.lines + 1
    if log.bytes > MOST_LOG then log.lines = MOST_LINES + 1 end
    link.send(wire.encode { log = log.lines > MOST_LINES and "(more is not shown)\n" or text })
  end
  log.begin()
  return log
end

--- The state that it begins with; raises a text.
local function first_state(job, functions, watch)
  if not job.state then return {} end
  local kept = state.unpack(job.state)
  if not functions.migrate or job.version == job.script.hash then return kept end
  local ok, made = watch(functions.migrate, kept, job.version)
  if not ok then error(runner.explained(job.script, made), 0) end
  if type(made) ~= "table" then
    error(("%s: migrate gives a %s, and has to give the state, a table"):format(job.script.path,
      type(made)), 0)
  end
  return made
end

-- Books that are kept here: by number what the script sees, and by symbol.
local function books_of(list)
  local seen, kept = {}, {}
  for i, market in ipairs(list or {}) do
    kept[market.symbol] = depth.new_book()
    seen[i] = book.view(kept[market.symbol], market)
    seen[market.symbol] = seen[i]
  end
  return seen, kept
end

local function new_run(job, link, log)
  job.script.log = log.write
  local functions, message = runner.load(job.script, job.seed, link.call)
  if not functions then error(message, 0) end
  local own = { link = link, view = {}, print = free.printer(log.write) }
  own.books, own.kept = books_of(job.books)
  local ctx = new_context(own, { params = job.params, state = {} })
  ctx.state = first_state(job, functions, link.call)
  return runner.new {
    script = job.script, functions = functions, ctx = ctx, own = own, watch = link.call,
    most = job.most_errors, tell = function(text) link.send(wire.encode { told = text }) end,
  }
end

-- Packing is time of the script, and what cannot be packed an error of it.
local function send_state(run)
  local ok, bytes = run:try(state.pack, run.ctx.state)
  if not ok or bytes == run.packed then return end
  run.packed = bytes
  run.own.link.send(bytes)
end

local function answer(run, number, log)
  send_state(run)
  run.own.link.send(wire.encode { done = number, errors = run.errors, stopped = run.stopped })
  log.begin()
end

-- A part of a message about a book. The script is called when the last one has come.
local function take_book(run, name, event)
  depth.apply(run.own.kept[event.symbol], event.part)
  if name ~= "on_book" then return end
  local seen = run.own.books[event.symbol]
  seen.time = event.time
  run:call("on_book", seen)
end

local function serve(run, link, log)
  local last = C.tide_clock_seconds()
  for text in link.next do
    local event = buffer.decode(text)
    run.own.view = event[4] or run.own.view
    if event[3] and event[3].part then
      take_book(run, event[2], event[3])
    else
      run:call(event[2], event[3] or nil)
    end
    local now = C.tide_clock_seconds()
    if run.stopped or not link.waiting() or now - last > ANSWER_SECONDS then
      answer(run, event[1], log)
      last = now
    end
    if run.stopped then return end
  end
end

--- In a child of the nursery (host/app/nursery.h).
function remote.run(link)
  local job, log = buffer.decode(link.job()), logger(link)
  link.call = watchdog.new(link.watchdog)
  local ok, run = pcall(new_run, job, link, log)
  if not ok then
    if run == "not enough memory" then error(run, 0) end
    return link.send(wire.encode { failed = tostring(run):sub(1, MOST_LINE) })
  end
  link.send(wire.encode { ready = true })
  serve(run, link, log)
end

return remote
