--- How much a live script may, and what is said when that was not enough for it.
local box = require "runtime.box"

local limits = {
  --- Of its process, and of one call of a function of it.
  MEGABYTES = 64, CALL_MS = 200,
  --- How long it may say nothing while it owes an answer.
  SILENT_MS = 2000,
  --- Times as long until it is ready: a busy machine takes its time to begin.
  STARTING = 10,
  --- Events that wait because the ring is full.
  EVENTS = 10000,
  --- Of it, between two answers, and bytes of what it prints there.
  MESSAGES = 2000, LOG = 64 * 1024,
  --- Of a message for people.
  TEXT = 1000,
}

local WORDS = {
  memory = "it needs more than {megabytes} MiB",
  silent = "it has not answered for {silent} seconds; does a pattern never end?",
  behind = "it does not keep up: more than {EVENTS} events wait for it",
  size = "it sent more than a script sends at once",
  damaged = "it sent what no script sends",
  flood = "it asks for more than {MESSAGES} things in one event",
  time = "it took too much time",
  nursery = "the process that makes those of scripts has ended",
  error = "it could not be run",
  done = "it ended by itself",
  closed = "it was stopped",
}

--- How a process ended, for people.
-- @param p    { script, megabytes, silent }
-- @param why  a word of this file or of host/app/nursery.h
function limits.words(p, why)
  local text = WORDS[why] or box.ENDINGS[why] or why
  text = text:gsub("{(%w+)}", function(name) return ("%g"):format(p[name] or limits[name]) end)
  return ("%s: %s"):format(p.script.path, text)
end

return limits
