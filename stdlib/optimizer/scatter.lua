--- Places spread over the unit cube more evenly than chance would: Halton's sequence, with digits
-- in another order and a start of its own for every seed.
--
-- J. H. Halton, On the efficiency of certain quasi-random sequences of points in evaluating
-- multi-dimensional integrals, Numerische Mathematik 2 (1960); the shift is that of R. Cranley and
-- T. N. L. Patterson, SIAM Journal on Numerical Analysis 13 (1976).
local random = require "stdlib.generator.random"

local scatter = {}
scatter.__index = scatter

local function primes(count)
  local list, n = {}, 2
  while #list < count do
    local prime = true
    for _, p in ipairs(list) do prime = prime and n % p ~= 0 end
    if prime then list[#list + 1] = n end
    n = n + 1
  end
  return list
end

--- Digits in an order of their own; 0 stays, so that a number has an end.
local function shuffled(r, base)
  local digits = { [0] = 0 }
  for d = 1, base - 1 do digits[d] = d end
  for d = 1, base - 2 do
    local other = r:int(d, base - 1)
    digits[d], digits[other] = digits[other], digits[d]
  end
  return digits
end

--- @param dimensions  how many coordinates
-- @param seed        a whole number
function scatter.new(dimensions, seed)
  local r = random.new(seed, "scatter")
  local self = setmetatable({ index = 0, bases = primes(dimensions), digits = {}, shift = {} },
    scatter)
  for i, base in ipairs(self.bases) do
    self.digits[i], self.shift[i] = shuffled(r, base), r:next()
  end
  return self
end

--- The digits of a number behind the point, in reverse.
local function inverse(n, base, digits)
  local x, unit = 0, 1 / base
  while n > 0 do
    x = x + digits[n % base] * unit
    n, unit = math.floor(n / base), unit / base
  end
  return x
end

--- The next place: a list of numbers in [0, 1).
function scatter:next()
  self.index = self.index + 1
  local x = {}
  for i, base in ipairs(self.bases) do
    x[i] = (inverse(self.index, base, self.digits[i]) + self.shift[i]) % 1
  end
  return x
end

return scatter
