--- What the process of a script sends (runtime/script/remote.lua), read as if anybody had sent it.
local box = require "runtime.box"
local buffer = require "string.buffer"
local limits = require "runtime.live.limits"
local remote = require "runtime.script.remote"
local requests = require "runtime.live.requests"
local state = require "runtime.script.state"
local wire = require "stdlib.wire"

local messages = {}

local takers = {}

-- At most so many bytes of a text.
local function text_of(message, key, most)
  local text = message[key]
  return type(text) == "string" and box.printable(text:sub(1, most)) or ""
end

function takers.ready(self) self.ready = true end

function takers.failed(self, message)
  self:finish("failed", text_of(message, "failed", limits.TEXT))
end

function takers.log(self, message)
  local text = text_of(message, "log", limits.LOG)
  self.logged = self.logged + #text
  if self.logged <= limits.LOG then self.log(text) end
end

function takers.told(self, message) self.tell(text_of(message, "told", limits.TEXT)) end

function takers.ask(self, message, handle)
  local wrong = requests.check(message.ask, message.a, message.b)
  local ok, result, more = false, wrong, nil
  if not wrong then ok, result, more = handle(self, message.ask, { message.a, message.b }) end
  if not ok then result = tostring(result):sub(1, limits.TEXT) end
  local _, ending = self.child:answer(buffer.encode { ok, result, more })
  if ending then self:finish(ending) end
end

local function whole(x, least, most)
  return type(x) == "number" and x == math.floor(x) and x >= least and x <= most
end

function takers.done(self, message)
  if not whole(message.done, self.done + 1, self.sent)
    or not whole(message.errors, self.errors, 2 ^ 50) then
    return self:finish "damaged"
  end
  self.done, self.errors = message.done, message.errors
  self.state, self.next_state = self.next_state or self.state, nil
  self.messages, self.logged = 0, 0
  if message.stopped == true then
    self:finish("stopped", ("%s: stopped after %d error%s"):format(self.script.path, self.errors,
      self.errors == 1 and "" or "s"))
  end
end

local ORDER = { "ask", "done", "log", "told", "ready", "failed" }

local function take_message(self, text, handle)
  local values, all = wire.decode_all(text)
  local message = values[1]
  if all and #values == 1 and type(message) == "table" then
    for _, key in ipairs(ORDER) do
      if message[key] ~= nil then return takers[key](self, message, handle) end
    end
  end
  self:finish "damaged"
end

--- Do what a message says; one that no script sends ends the process. Reading is work for the host,
-- so there is a limit to how much of it comes between two answers.
-- @param self    of runtime.live.process
-- @param handle  see wait.all
function messages.take(self, text, handle)
  self.messages = self.messages + 1
  if self.messages > limits.MESSAGES then return self:finish "flood" end
  local is_state = state.marked(text)
  if #text > (is_state and state.MOST_BYTES or remote.MOST_TEXT) then return self:finish "size" end
  if is_state then
    self.next_state = text
  else
    take_message(self, text, handle)
  end
end

return messages
