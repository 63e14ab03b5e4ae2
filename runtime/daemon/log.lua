--- What a daemon says, a line of JSON for each thing:
--
--     {"time":"2026-01-02T03:04:05.678Z","level":"info","event":"started","feed":...}
local json = require "stdlib.json"

local log = {}
log.__index = log

local LEVELS = { debug = 1, info = 2, warn = 3, error = 4 }
log.levels = { "debug", "info", "warn", "error" }

local function now()
  local seconds = require("stdlib.host").C.tide_clock_wall_us() / 1e6
  return os.date("!%Y-%m-%dT%H:%M:%S", math.floor(seconds))
    .. (".%03dZ"):format(math.floor(seconds % 1 * 1000))
end

--- @param out    file that is written to
-- @param level  "debug", "info", "warn" or "error": what is below is left out
-- @param plain  for people: lines "tide: event: key=value", without time
function log.new(out, level, plain)
  return setmetatable({ out = out, least = LEVELS[level or "info"], plain = plain }, log)
end

function log:set_level(level) self.least = LEVELS[level] end

local function plain_line(event, list)
  local words = {}
  for i = 1, #list, 2 do
    local value = list[i + 1]
    if value ~= nil then
      words[#words + 1] = list[i] == "message" and tostring(value)
        or ("%s %s"):format(list[i], tostring(value))
    end
  end
  return ("tide: %s%s%s\n"):format(event, #words > 0 and ": " or "", table.concat(words, ", "))
end

--- Say something. @param list  names and values by turns
function log:say(level, event, list)
  if LEVELS[level] < self.least then return end
  list = list or {}
  if self.plain then
    self.out:write(plain_line(event, list))
  else
    local line = { "time", now(), "level", level, "event", event }
    for i = 1, #list do line[6 + i] = list[i] end
    self.out:write(json.encode(json.object(line, 6 + #list)), "\n")
  end
  self.out:flush()
end

for level in pairs(LEVELS) do
  log[level] = function(self, event, list) self:say(level, event, list) end
end

return log
