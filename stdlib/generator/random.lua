--- Random numbers that are the same on every machine, whatever else is running.
--
--     local r = random.new(7, "generation", 3)     -- a stream of its own for every label
--     r:next()        -- in (0, 1)
--     r:int(1, 6)     -- a whole number, both ends included
--
-- Two multiplicative generators combined (P. L'Ecuyer, Efficient and portable combined random
-- number generators, CACM 31, 1988): period 2.3e18, and nothing but exact arithmetic on doubles.
-- What a stream gives depends on its seed and labels only, so that work can be taken up again
-- in the middle.
local random = {}
random.__index = random

local floor, log, exp = math.floor, math.log, math.exp

local A1, M1 = 40014, 2147483563
local A2, M2 = 40692, 2147483399
local SCALE = 1 / 2147483563

--- A number in (0, 1).
function random:next()
  local a, b = self.a * A1 % M1, self.b * A2 % M2
  self.a, self.b = a, b
  local z = a - b
  if z < 1 then z = z + 2147483562 end
  return z * SCALE
end

local next_number = random.next

-- Horner's rule over the bytes, in exact doubles.
local function fold(text, start, modulus)
  local h = start
  for i = 1, #text do h = (h * 257 + text:byte(i) + 1) % modulus end
  return h
end

--- @param seed  a whole number of at most 2^53
-- @param ...   labels of the stream: numbers and texts
function random.new(seed, ...)
  local text = ("%.0f"):format(seed)
  for i = 1, select("#", ...) do text = text .. "\0" .. tostring((select(i, ...))) end
  local self = setmetatable({
    a = fold(text, 12345, M1 - 1) + 1, b = fold(text, 67890, M2 - 1) + 1,
  }, random)
  for _ = 1, 20 do self:next() end
  return self
end

--- A whole number from `low` to `high`.
function random:int(low, high) return low + floor(next_number(self) * (high - low + 1)) end

--- True with probability p.
function random:chance(p) return next_number(self) < p end

--- One element of a list, each as likely as the others.
function random:pick(list) return list[1 + floor(next_number(self) * #list)] end

--- One element of a list that random.weighted made, as likely as its weight.
function random:draw(list)
  local x, sums = next_number(self) * list.total, list.sums
  local low, high = 1, #sums -- the first sum above x is among these; the last one is, or equals it
  while low < high do
    local middle = floor((low + high) / 2)
    if x < sums[middle] then high = middle else low = middle + 1 end
  end
  return list[low]
end

--- A number on a grid: low, low + step ... up to high.
function random:grid(low, high, by)
  return low + by * self:int(0, floor((high - low) / by + 1e-9))
end

--- A whole number from low to high whose logarithm is uniform: as many short as long ones.
function random:log_int(low, high)
  local x = floor(low * exp(next_number(self) * log((high + 1) / low)))
  if x > high then return high end
  return x
end

--- A list to draw from.
-- @param list     elements
-- @param weights  a number >= 0 for each
function random.weighted(list, weights)
  local made, total = { sums = {} }, 0
  for i, element in ipairs(list) do
    if weights[i] > 0 then
      total = total + weights[i]
      made[#made + 1] = element
      made.sums[#made] = total
    end
  end
  made.total = total
  return made
end

return random
