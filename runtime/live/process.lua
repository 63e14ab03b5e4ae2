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
local limits = require "runtime.live.limits"
local messages = require "runtime.live.messages"
local nursery = require "tide.nursery"
local remote = require "runtime.script.remote"
local C = require("stdlib.host").C

local process = {}
process.__index = process

--- What starts processes; to be made before the program reads data or starts threads.
-- @return server, or nil and a message
function process.nursery() return nursery.start(remote.run) end

--- @param options  { nursery, script = of loader.load_any, params (script.params), seed (1), state,
--   version, log = function(text) for what it prints, tell = function(text) for its errors,
--   books = { { symbol, price_digits, quantity_digits }, ... } of which it is told,
--   megabytes (64), call_ms (200), silent_ms (1000), most_errors (10) }
-- @return the object, or nil and a message
function process.start(options)
  local s = options.script
  local megabytes = options.megabytes or limits.MEGABYTES
  local child, message = options.nursery:spawn(buffer.encode {
    script = { path = s.path, text = s.text, hash = s.hash }, params = options.params or s.params,
    seed = options.seed or 1, state = options.state, version = options.version,
    most_errors = options.most_errors, books = options.books,
  }, { megabytes = megabytes, call_ms = options.call_ms or limits.CALL_MS })
  if not child then
    return nil, ("%s: cannot start a process for it: %s"):format(s.path, message)
  end
  local self = setmetatable({
    child = child, script = s, log = options.log, tell = options.tell, megabytes = megabytes,
    silent = (options.silent_ms or limits.SILENT_MS) / 1000, sent = 0, done = 0, errors = 0,
    messages = 0, logged = 0, first = 1, last = 0, waiting = {}, wants = {},
    heard = C.tide_clock_seconds(),
  }, process)
  for _, name in ipairs(s.callbacks) do self.wants[name] = true end
  if options.books and options.books[1] then self.wants.book, self.wants.on_book = true, true end
  return self
end

--- It is over. @param why  see above
-- @param text  for people; without it the words for `why`
function process:finish(why, text)
  if self.ending then return end
  self.ending = { why = why, text = text or limits.words(self, why) }
  self.child:kill(why)
  self.waiting = nil
end

--- End it at once, whatever it is doing.
function process:stop() self:finish "closed" end

--- Does it owe an answer?
function process:owes() return not self.ending and (self.done < self.sent or not self.ready) end

--- Hand over what did not fit into the ring before.
function process:flush()
  while not self.ending and self.first <= self.last do
    local put, why = self.child:put(self.waiting[self.first])
    if put == nil then self:finish(why) end
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
  if self.last - self.first > limits.EVENTS then self:finish "behind" end
  return not self.ending
end

--- Tell it what has become of a book (runtime.script.depth).
-- @param parts  of a message, or of the whole book
-- @param time   of the message, milliseconds; nil: nothing has happened, it is how the book is
-- @param view   as of deliver
function process:tell_book(symbol, parts, time, view)
  for i, part in ipairs(parts) do
    local last = time and i == #parts
    self:deliver(last and "on_book" or "book", { symbol = symbol, time = time, part = part },
      last and view or nil)
  end
end

--- Take one message of it, if there is one.
-- @param handle  see wait.all
-- @return was there one?
function process:take(handle)
  local text, why = self.child:take(0)
  if text then
    self.heard = C.tide_clock_seconds()
    messages.take(self, text, handle)
    return true
  end
  if why ~= "silent" then self:finish(why) end
  return false
end

--- Stop it when it has been silent for too long; what came while nobody listened counts.
-- @return seconds for which it may be silent from now on
function process:patience(handle)
  self:flush()
  local longest = self.ready and self.silent or self.silent * limits.STARTING
  local left = self.heard + longest - C.tide_clock_seconds()
  if left > 0 or self:take(handle) then return math.max(left, 0) end
  self:finish "silent"
  return 0
end

return process
