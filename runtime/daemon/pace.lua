--- How fast the time of a feed goes by the clock on the wall.
local C = require("stdlib.host").C

local pace = {}
pace.__index = pace

--- @param speed  seconds of the feed in one of the clock; math.huge: as fast as it goes
function pace.new(speed) return setmetatable({ speed = speed }, pace) end

--- The feed is at a time (microseconds) now.
function pace:set(time) self.time, self.wall = time, C.tide_clock_seconds() end

--- Seconds of the clock until the feed comes to a time; 0: it is there.
function pace:wait(time)
  if self.speed == math.huge then return 0 end
  local due = self.wall + (time - self.time) / 1e6 / self.speed
  return math.max(0, due - C.tide_clock_seconds())
end

--- Go on at another speed.
function pace:change(speed, time)
  self:set(time)
  self.speed = speed
end

return pace
