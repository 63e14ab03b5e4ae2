--- Indicators of ta.define, computed as bars come: the questions that the host asks are handed to a
-- sandboxed child, which remembers what it has to.
local ffi = require "ffi"
local box = require "runtime.box"
local custom_script = require "runtime.script.custom"
local service = require "tide.service"
local wire = require "stdlib.wire"

local custom_live = {}

local MEGABYTES, GRACE, BARS_A_SECOND = 256, 1, 100000
local TOO_LONG = "a bar of its indicators takes longer than it may; does a loop never end?"
local ENDINGS = {
  time = TOO_LONG,
  memory = ("its indicators need more than %d MiB"):format(MEGABYTES),
}

local function seconds(bars) return 1 + bars / BARS_A_SECOND end

local function ended(path, how)
  return ("%s: %s"):format(path, ENDINGS[how] or ("its indicators ended (%s)"):format(how))
end

local function start_child(job, path)
  local child, message = service.start(function(receive, send)
    custom_script.serve(job, function() end, seconds, TOO_LONG, receive, send)
  end, MEGABYTES)
  if not child then error(("%s: cannot start a process for it: %s"):format(path, message), 0) end
  return child
end

local function complaint(path, text)
  local failure = wire.decode_all(text)[1]
  return box.complaint(path, type(failure) == "table" and failure or {})
end

--- @param job  what a child needs to know the definitions
-- @param calls  { { node, name, values, lookback }, ... }
-- @return function(call) that fills in call.out, and raises a message
function custom_live.start(job, path, calls)
  job.calls = calls
  local child, number_of, asked = start_child(job, path), {}, ffi.new("double[10]")
  for i, call in ipairs(calls) do number_of[call.node] = i end
  return function(call)
    asked[0], asked[1] = number_of[call.node], call.bar
    for i = 0, call.n_inputs - 1 do asked[2 + i] = call["in"][i] end
    local text, how = child:ask(ffi.string(asked, (2 + call.n_inputs) * 8),
      seconds(call.bar) + GRACE)
    if not text then error(ended(path, how), 0) end
    if text:sub(1, 1) ~= "v" or #text ~= 1 + call.n_outputs * 8 then
      error(complaint(path, text:sub(2)), 0)
    end
    ffi.copy(call.out, text:sub(2), call.n_outputs * 8)
  end
end

return custom_live
