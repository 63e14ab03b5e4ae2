--- CMA-ES: a climb by a cloud of points whose shape adapts to what it climbs, in the unit cube.
--
--     local climb = cmaes.new { start = { 0.5, 0.5 }, seed = 1 }
--     while not climb:finished() do
--       local list = climb:ask()
--       for i, x in ipairs(list) do values[i] = f(x) end      -- higher is better
--       climb:tell(values)
--     end
--
-- N. Hansen, The CMA Evolution Strategy: A Tutorial (arXiv:1604.00772): weighted recombination,
-- cumulative step-size adaptation, rank-one and rank-mu update, with the constants given there. A
-- point outside the cube is drawn again, and in the end put on its border. Coordinates of few
-- values (`grain`) keep a deviation that reaches the next one.
local eigen = require "stdlib.optimizer.eigen"
local random = require "stdlib.generator.random"

local cmaes = {}
cmaes.__index = cmaes

local REDRAWN = 20 -- times that a point outside is drawn again
local STALLED = 1e-9 -- deviation in every direction below which it is over
local REACH = 0.3 -- least deviation, in steps from one value to the next

local sqrt, log, floor, max, min = math.sqrt, math.log, math.floor, math.max, math.min

local function zeros(n)
  local list = {}
  for i = 1, n do list[i] = 0 end
  return list
end

local function identity(n)
  local m = {}
  for i = 1, n do
    m[i] = zeros(n)
    m[i][i] = 1
  end
  return m
end

--- Weights of the better half: they sum to 1 and fall with the logarithm of the rank.
local function weights_of(lambda)
  local list, sum, squares = {}, 0, 0
  for i = 1, floor(lambda / 2) do
    list[i] = log((lambda + 1) / 2) - log(i)
    sum = sum + list[i]
  end
  for i = 1, #list do
    list[i] = list[i] / sum
    squares = squares + list[i] ^ 2
  end
  return list, 1 / squares
end

--- Learning rates, table 1 of the tutorial with positive weights only.
local function rates_of(n, mu)
  local r = {}
  r.sigma = (mu + 2) / (n + mu + 5)
  r.damping = 1 + 2 * max(0, sqrt((mu - 1) / (n + 1)) - 1) + r.sigma
  r.path = (4 + mu / n) / (n + 4 + 2 * mu / n)
  r.one = 2 / ((n + 1.3) ^ 2 + mu)
  r.many = min(1 - r.one, 2 * (0.25 + mu + 1 / mu - 2) / ((n + 2) ^ 2 + mu))
  r.length = sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)) -- of a normal vector, expected
  return r
end

--- @param options  { start = place in the cube, seed, sigma = first deviation (0.3), population =
--   points of a generation (4 + 3 ln n), grain = { distance of one value to the next, or nil } }
function cmaes.new(options)
  local n = #options.start
  local lambda = options.population or 4 + floor(3 * log(n))
  local weights, mu = weights_of(lambda)
  local self = setmetatable({
    n = n, lambda = lambda, weights = weights, mu = mu, rates = rates_of(n, mu),
    mean = {}, sigma = options.sigma or 0.3, grain = options.grain or {}, generation = 0,
    covariance = identity(n), path = zeros(n), path_sigma = zeros(n),
    random = random.new(options.seed, "cmaes", lambda),
  }, cmaes)
  for i, x in ipairs(options.start) do self.mean[i] = x end
  return self
end

--- Two independent normal numbers from two uniform ones (Box and Muller).
local function normal(self)
  if self.spare then
    local x = self.spare
    self.spare = nil
    return x
  end
  local radius, angle = sqrt(-2 * log(self.random:next())), 2 * math.pi * self.random:next()
  self.spare = radius * math.sin(angle)
  return radius * math.cos(angle)
end

--- Axes of the cloud: columns of the vectors, and their deviations.
local function decompose(self)
  local values, vectors = eigen.of(self.covariance)
  self.deviations, self.vectors = {}, vectors
  for i, x in ipairs(values) do self.deviations[i] = sqrt(max(x, 1e-20)) end
end

local function draw(self)
  local n, z, x, inside = self.n, {}, {}, true
  for i = 1, n do z[i] = normal(self) * self.deviations[i] end
  for i = 1, n do
    local y = 0
    for k = 1, n do y = y + self.vectors[i][k] * z[k] end
    x[i] = self.mean[i] + self.sigma * y
    inside = inside and x[i] >= 0 and x[i] <= 1
  end
  return x, inside
end

--- The points of the next generation, each a list of coordinates in 0..1.
function cmaes:ask()
  decompose(self)
  local points = {}
  for k = 1, self.lambda do
    local x, inside
    for _ = 1, REDRAWN do
      x, inside = draw(self)
      if inside then break end
    end
    for i = 1, self.n do x[i] = max(0, min(1, x[i])) end
    points[k] = x
  end
  self.points = points
  return points
end

--- The best first; what has no value comes last, equals as they were drawn.
local function order_of(values, count)
  local order = {}
  for i = 1, count do order[i] = i end
  table.sort(order, function(a, b)
    local x, y = values[a] or -math.huge, values[b] or -math.huge
    if x ~= y then return x > y end
    return a < b
  end)
  return order
end

--- Where the mean goes, in deviations, and the steps that led there.
local function recombine(self, order)
  local step, steps = zeros(self.n), {}
  for rank, w in ipairs(self.weights) do
    local x, y = self.points[order[rank]], {}
    for i = 1, self.n do
      y[i] = (x[i] - self.mean[i]) / self.sigma
      step[i] = step[i] + w * y[i]
    end
    steps[rank] = y
  end
  for i = 1, self.n do self.mean[i] = self.mean[i] + self.sigma * step[i] end
  return step, steps
end

--- C^-1/2 times a vector.
local function whiten(self, v)
  local made = zeros(self.n)
  for k = 1, self.n do
    local along = 0
    for i = 1, self.n do along = along + self.vectors[i][k] * v[i] end
    along = along / self.deviations[k]
    for i = 1, self.n do made[i] = made[i] + self.vectors[i][k] * along end
  end
  return made
end

local function length(v)
  local sum = 0
  for _, x in ipairs(v) do sum = sum + x * x end
  return sqrt(sum)
end

local function move_paths(self, step)
  local r, white = self.rates, whiten(self, step)
  local keep, gain = 1 - r.sigma, sqrt(r.sigma * (2 - r.sigma) * self.mu)
  for i = 1, self.n do self.path_sigma[i] = keep * self.path_sigma[i] + gain * white[i] end
  local grown = length(self.path_sigma) / sqrt(1 - keep ^ (2 * self.generation))
  local going = grown < (1.4 + 2 / (self.n + 1)) * r.length
  keep, gain = 1 - r.path, going and sqrt(r.path * (2 - r.path) * self.mu) or 0
  for i = 1, self.n do self.path[i] = keep * self.path[i] + gain * step[i] end
  return going and 0 or r.one * r.path * (2 - r.path)
end

local function adapt(self, steps, lost)
  local r, c = self.rates, self.covariance
  local keep = 1 - r.one - r.many + lost
  for i = 1, self.n do
    for j = 1, i do
      local sum = 0
      for rank, y in ipairs(steps) do sum = sum + self.weights[rank] * y[i] * y[j] end
      c[i][j] = keep * c[i][j] + r.one * self.path[i] * self.path[j] + r.many * sum
      c[j][i] = c[i][j]
    end
  end
  local change = r.sigma / r.damping * (length(self.path_sigma) / r.length - 1)
  self.sigma = min(1, self.sigma * math.exp(min(1, change)))
end

--- A coordinate of few values does not freeze between two of them.
local function keep_reach(self)
  for i, grain in pairs(self.grain) do
    local least = (REACH * grain / self.sigma) ^ 2
    if self.covariance[i][i] < least then self.covariance[i][i] = least end
  end
end

--- Learn from the values of what ask gave.
-- @param values  { [i] = number or nil }: higher is better
function cmaes:tell(values)
  self.generation = self.generation + 1
  local step, steps = recombine(self, order_of(values, self.lambda))
  adapt(self, steps, move_paths(self, step))
  keep_reach(self)
end

--- Has the cloud become a point?
function cmaes:finished()
  for i = 1, self.n do
    if self.sigma * sqrt(self.covariance[i][i]) > STALLED then return false end
  end
  return true
end

return cmaes
