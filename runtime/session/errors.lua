--- What was raised in a session, for a person: one line, no stack.
local complaints = require "stdlib.expr.complaints"
local failure = require "runtime.failure"
local recorder = require "stdlib.expr.recorder"

local errors = {}

local function located(name, line, message)
  if not name or name == "" then return message end
  return line and ("%s:%d: %s"):format(name, line, message) or ("%s: %s"):format(name, message)
end

--- "PLACE:12: text" taken apart: the longest place that there is.
local function split(text)
  local place, line, message = text:match "^(.-):(%d+): (.*)$"
  return place, tonumber(line), message or text
end

--- @param raised  what pcall caught
-- @param name    of the chunk that ran, for what does not say where it was raised
-- @param plain   leave the words of Lua as they are
-- @return a failure
function errors.failure(raised, name, plain)
  if failure.is(raised) then return raised end
  if recorder.is_complaint(raised) then
    return failure.new(located(raised.file or name, raised.line, raised.message))
  end
  if type(raised) ~= "string" then
    return failure.new(located(name, nil, "an error that is not a text: " .. tostring(raised)))
  end
  local place, line, message = split(raised)
  if place and place:sub(1, #TIDE_ROOT + 1) == TIDE_ROOT .. "/" then
    place = place:sub(#TIDE_ROOT + 2)
  end
  if not plain then message = complaints.runtime(message) end
  return failure.new(located(place or name, line, message))
end

return errors
