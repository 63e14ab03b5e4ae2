--- Runs work of a script in a sandboxed child and brings its answer back. The answer is not
-- trusted: who asked checks it.
local sandbox = require "tide.sandbox"
local watchdog = require "runtime.script.watchdog"
local wire = require "stdlib.wire"

local box = {}

local MOST_LOG = 64 * 1024

--- How a process of a script ended, for people: words of host/app/sandbox.h.
box.ENDINGS = {
  forbidden = "it tried to reach files, programs or the network, which a strategy cannot do",
  refused = "this system offers no sandbox (seccomp), and strategy files only run inside one",
  died = "it made its process crash",
}

--- Text from a script for a terminal: no control characters.
function box.printable(text) return (tostring(text):gsub("[%z\1-\8\11-\31\127]", "?")) end

--- What a script printed, line by line.
-- @param path  of the script
function box.print_log(path, text, write)
  local name = path:match "([^/]*)$":gsub("%.%w+$", "")
  for line in box.printable(text):gmatch "([^\n]*)\n" do write(("%s: %s\n"):format(name, line)) end
end

--- "FILE:LINE: what is wrong", from a failure as a child describes it.
-- @param path  of the script; the failure may name another file
function box.complaint(path, failure)
  local line = type(failure.line) == "number" and (":%d"):format(failure.line) or ""
  local file = type(failure.file) == "string" and box.printable(failure.file) or path
  return ("%s%s: %s"):format(file, line, box.printable(failure.message))
end

local MOST_PENDING = 64 * 1024 -- bytes

-- Messages as bytes come. A long one, a result, waits for the end: it is not read again and again.
-- @param take  function(message) -> false when nothing more is to be believed
-- @return function(bytes) for what comes, and function(all) at the end
local function reader(take)
  local pending, done, over = "", 0, false
  local function read(text)
    local messages, _, at = wire.decode_all(text)
    for _, message in ipairs(messages) do over = over or not take(message) end
    done = done + at - 1
    return text:sub(at)
  end
  return function(bytes)
    if not pending or over then return end
    pending = pending .. bytes
    pending = #pending <= MOST_PENDING and read(pending) or nil
  end, function(all)
    if not over then read(all:sub(done + 1)) end
  end
end

--- @param path  of the script, for messages
-- @param limits  { seconds, megabytes, bytes: of all answers together, endings = { how the child
--   ended = what to say }, call_ms = of a function that work calls through the watchdog, or nil }
-- @param write  function(text) for what the script prints
-- @param work  function(send, log, call), in the child: send takes a table, log a text; call of the
--   watchdog (runtime/script/watchdog.lua) where limits say how long
-- @param each  function(message) for messages that are not the last one, as they come (optional)
-- @return the last message, or nil and a text
function box.run(path, limits, write, work, each)
  local answer
  local hear, finish = reader(function(message)
    if type(message) ~= "table" then return false end
    if type(message.log) == "string" then
      box.print_log(path, message.log, write)
    elseif message.part then
      each(message)
    else
      answer = message
    end
    return true
  end)
  local bytes, ending = sandbox.run(function(send, cell)
    local logged = 0
    local function log(text)
      if logged > MOST_LOG then return end
      logged = logged + #text
      send(wire.encode { log = logged > MOST_LOG and "(more is not shown)\n" or text })
    end
    local function tell(message)
      for _, piece in ipairs(wire.pieces(message)) do send(piece) end
    end
    work(tell, log, cell and watchdog.new(cell))
  end, limits.seconds, limits.megabytes, limits.bytes, limits.call_ms, hear)
  if not bytes then return nil, ("%s: cannot start a process for it: %s"):format(path, ending) end
  finish(bytes)
  if answer and ending == "done" then return answer end
  return nil, ("%s: %s"):format(path, limits.endings[ending] or box.ENDINGS[ending] or ending)
end

return box
