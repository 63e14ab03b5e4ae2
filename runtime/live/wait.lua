--- Serves the processes of scripts until they have answered (runtime/live/process.lua).
local nursery = require "tide.nursery"
local C = require("stdlib.host").C

local wait = {}

-- Those that can be waited for, and their children side by side.
local function running(list)
  local live, children = {}, {}
  for _, p in ipairs(list) do
    if not p.ending then
      live[#live + 1], children[#children + 1] = p, p.child
    end
  end
  return live, children
end

local function ended(live)
  for _, p in ipairs(live) do
    if p.ending then return true end
  end
  return false
end

-- Does one owe an answer that is worth waiting for? One that was late before is served, too, but
-- the others do not wait for it.
local function owed(live)
  for _, p in ipairs(live) do
    if not p.late and p:owes() then return true end
  end
  return false
end

-- One message of each that has one, so that none keeps the others from being heard.
local function serve(live, children, seconds, handle)
  for _, i in ipairs(nursery.wait(children, seconds * 1000)) do
    local p = live[i]
    if not p.ending then p:take(handle) end
  end
end

-- Ends those that are silent. @return seconds until the next one may have to be
local function check_silence(live, handle)
  local least = math.huge
  for _, p in ipairs(live) do
    if p:owes() then least = math.min(least, p:patience(handle)) end
  end
  return least
end

local function mark(list)
  local behind = {}
  for _, p in ipairs(list) do
    p.late = p:owes()
    if p.late then behind[#behind + 1] = p end
  end
  return behind
end

--- Do what processes ask for until each has answered all that it was given, or time is up. One
-- that was late the last time is served, but not waited for until it has caught up: whoever has
-- such ones comes again soon, with nothing to wait for perhaps. One that gives no sign of life for
-- too long is stopped.
-- @param list    of processes
-- @param ms      to wait at most
-- @param handle  function(process, name, args) for what they ask: gives true and results, or false
--   and what is wrong, as trader.execute does
-- @return list of those that still owe an answer
function wait.all(list, ms, handle)
  local stop = C.tide_clock_seconds() + ms / 1000
  local live, children = running(list)
  while true do
    local patience = check_silence(live, handle)
    local left = stop - C.tide_clock_seconds()
    local over = left <= 0 or not owed(live)
    serve(live, children, over and 0 or math.min(left, patience), handle)
    if over then return mark(list) end
    if ended(live) then live, children = running(live) end
  end
end

return wait
