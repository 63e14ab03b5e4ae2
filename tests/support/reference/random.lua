--- Random numbers that a seed repeats on every machine.
local random = {}
random.__index = random

function random.new(seed)
  local r = setmetatable({ state = (seed * 48271 + 11) % 2147483647 + 1 }, random)
  for _ = 1, 8 do r:uniform() end
  return r
end

--- In [0, 1).
function random:uniform()
  self.state = self.state * 16807 % 2147483647
  return self.state / 2147483647
end

--- An integer in low..high.
function random:int(low, high) return low + math.floor(self:uniform() * (high - low + 1)) end

function random:chance(p) return self:uniform() < p end

function random:pick(list) return list[self:int(1, #list)] end

--- Roughly normal.
function random:normal()
  local sum = -6
  for _ = 1, 12 do sum = sum + self:uniform() end
  return sum
end

return random
