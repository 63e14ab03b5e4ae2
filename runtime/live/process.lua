--- A script of paper or live in a process of its own, as the host sees it.
--
--     local nursery = process.nursery()            -- first of all, while the program is small
--     local p = process.start { nursery = nursery, script = script, log = print, tell = print }
--     p:deliver("on_candle", candle, view)         -- waits for nobody
--     wait.all({ p, ... }, 25, handle)             -- runtime/live/wait.lua
--     if p.ending then ... p.ending.text ... end
--     p:stop()
--
-- p.ready    has its text been loaded? Events may be delivered before that
-- p.sent, p.done  numbers of the last event that it was given, and has answered
-- p.late     it did not answer in time, and has not caught up
-- p.errors   of its functions, so far
-- p.state    bytes of its ctx.state after event p.done, nil before it has said one; whoever starts
--            it again hands them over with `version` = script.hash of then
-- p.ending   nil while it runs; then { why = "stopped" (too many errors, or too much time),
--            "failed" (its text could not be run), "silent", "closed" (by p:stop) or a word of
--            host/app/nursery.h, text = for people }
-- What becomes of its orders is up to who has them: runtime/script/trader.lua, trader.stop.
local buffer = require "string.buffer"
local box = require "runtime.box"
local nursery = require "tide.nursery"
local remote = require "runtime.script.remote"
local requests = require "runtime.live.requests"
local wire = require "stdlib.wire"
local C = require("stdlib.host").C

local process = {}
process.__index = process

local MEGABYTES, CALL_MS, SILENT_MS = 64, 200, 1000
local STARTING = 10 -- times as long until it is ready: a busy machine takes its time to begin
local MOST_WAITING = 10000 -- events that wait because the ring is full
local MOST_MESSAGES = 2000 -- of a script, before it answers an event
local MOST_LOG = 64 * 1024 -- bytes, likewise
local MOST_STATE = 2 ^ 20
local MOST_ANSWER = 1000

local ENDINGS = {
  memory = "it needs more than %d MiB",
  silent = "it has not answered for %g seconds; does a pattern never end?",
  behind = "it does not keep up: %d events wait for it",
  size = "it sent more than a script sends at once",
  damaged = "it sent what no script sends",
  flood = "it asks for more than %d things in one event",
  time = "it took too much time",
  nursery = "the process that makes those of scripts has ended",
  error = "it could not be run",
  done = "it ended by itself",
  closed = "it was stopped",
}

--- What starts processes; to be made before the program reads data or starts threads.
-- @return server, or nil and a message
function process.nursery() return nursery.start(remote.run) end

--- @param options  { nursery, script = of loader.load_any, params (script.params), seed (1), state,
--   version, log = function(text) for what it prints, tell = function(text) for its errors,
--   megabytes (64), call_ms (200), silent_ms (1000), most_errors (10) }
-- @return the object, or nil and a message
function process.start(options)
  local s = options.script
  local megabytes, call_ms = options.megabytes or MEGABYTES, options.call_ms or CALL_MS
  local child, message = options.nursery:spawn(buffer.encode {
    script = { path = s.path, text = s.text, hash = s.hash }, params = options.params or s.params,
    seed = options.seed or 1, state = options.state, version = options.version,
    most_errors = options.most_errors,
  }, { megabytes = megabytes, call_ms = call_ms })
  if not child then
    return nil, ("%s: cannot start a process for it: %s"):format(s.path, message)
  end
  local self = setmetatable({
    child = child, script = s, log = options.log, tell = options.tell, megabytes = megabytes,
    silent = (options.silent_ms or SILENT_MS) / 1000, sent = 0, done = 0, errors = 0,
    messages = 0, logged = 0, first = 1, last = 0, waiting = {}, wants = {},
    heard = C.tide_clock_seconds(),
  }, process)
  for _, name in ipairs(s.callbacks) do self.wants[name] = true end
  return self
end

local function finish(self, why, text)
  if self.ending then return end
  self.ending = { why = why, text = text }
  self.child:kill(why)
  self.waiting = nil
end

-- Numbers that the words of an ending have a place for.
local function amount(self, why)
  if why == "memory" then return self.megabytes end
  if why == "silent" then return self.silent end
  return why == "flood" and MOST_MESSAGES or MOST_WAITING
end

local function finish_in_words(self, why)
  local text = ENDINGS[why] or box.ENDINGS[why] or why
  finish(self, why, ("%s: %s"):format(self.script.path, text:format(amount(self, why))))
end

--- End it at once, whatever it is doing.
function process:stop() finish_in_words(self, "closed") end

--- Does it owe an answer?
function process:owes() return not self.ending and (self.done < self.sent or not self.ready) end

--- Hand over what did not fit into the ring before.
function process:flush()
  while not self.ending and self.first <= self.last do
    local put, why = self.child:put(self.waiting[self.first])
    if put == nil then finish_in_words(self, why) end
    if not put then return end
    self.waiting[self.first] = nil
    self.first = self.first + 1
  end
end

--- Give it an event, when it has a function for it.
-- @param name   of the function: "on_candle"
-- @param event  plain values, or nil
-- @param view   { position, entry, equity, cash, time, held = { SYMBOL = quantity }, ind = { NAME =
--   value } }: what it sees of its account
-- @return false when it has ended
function process:deliver(name, event, view)
  if self.ending then return false end
  if not self.wants[name] then return true end
  if self.done == self.sent and self.ready then self.heard = C.tide_clock_seconds() end
  self.sent, self.last = self.sent + 1, self.last + 1
  self.waiting[self.last] = buffer.encode { self.sent, name, event or false, view or false }
  self:flush()
  if self.last - self.first >= MOST_WAITING then finish_in_words(self, "behind") end
  return not self.ending
end

local takers = {}

local function text_of(message, key)
  local text = message[key]
  return type(text) == "string" and box.printable(text) or ""
end

function takers.ready(self) self.ready = true end

function takers.failed(self, message)
  finish(self, "failed", text_of(message, "failed"):sub(1, MOST_ANSWER))
end

function takers.log(self, message)
  local text = text_of(message, "log"):sub(1, MOST_LOG)
  self.logged = self.logged + #text
  if self.logged <= MOST_LOG then self.log(text) end
end

function takers.told(self, message) self.tell(text_of(message, "told"):sub(1, MOST_ANSWER)) end

function takers.ask(self, message, handle)
  local wrong = requests.check(message.ask, message.a, message.b)
  local ok, result, more = false, wrong, nil
  if not wrong then ok, result, more = handle(self, message.ask, { message.a, message.b }) end
  if not ok then result = tostring(result):sub(1, MOST_ANSWER) end
  local _, ending = self.child:answer(buffer.encode { ok, result, more })
  if ending then finish_in_words(self, ending) end
end

local function whole(x, least, most)
  return type(x) == "number" and x == math.floor(x) and x >= least and x <= most
end

function takers.done(self, message)
  local state = message.state
  if not whole(message.done, self.done, self.sent) or not whole(message.errors, self.errors, 2 ^ 50)
    or state ~= nil and (type(state) ~= "string" or #state > MOST_STATE) then
    return finish_in_words(self, "damaged")
  end
  self.done, self.errors, self.state = message.done, message.errors, state or self.state
  self.messages, self.logged = 0, 0
  if message.stopped == true then
    finish(self, "stopped", ("%s: stopped after %d error%s"):format(self.script.path, self.errors,
      self.errors == 1 and "" or "s"))
  end
end

local ORDER = { "ask", "done", "log", "told", "ready", "failed" }

local function take(self, text, handle)
  self.messages = self.messages + 1
  if self.messages > MOST_MESSAGES then return finish_in_words(self, "flood") end
  local values, whole_text = wire.decode_all(text)
  local message = values[1]
  if whole_text and #values == 1 and type(message) == "table" then
    for _, key in ipairs(ORDER) do
      if message[key] ~= nil then return takers[key](self, message, handle) end
    end
  end
  finish_in_words(self, "damaged")
end

--- Take one message of it, if there is one.
-- @param handle  see wait.all
-- @return was there one?
function process:take(handle)
  local text, why = self.child:take(0)
  if text then
    self.heard = C.tide_clock_seconds()
    take(self, text, handle)
    return true
  end
  if why ~= "silent" then finish_in_words(self, why) end
  return false
end

--- Stop it when it has been silent for too long; what came while nobody listened counts.
-- @return seconds for which it may be silent from now on
function process:patience(handle)
  self:flush()
  local longest = self.ready and self.silent or self.silent * STARTING
  local left = self.heard + longest - C.tide_clock_seconds()
  if left > 0 or self:take(handle) then return math.max(left, 0) end
  finish_in_words(self, "silent")
  return 0
end

return process
