--- The ways to go through the combinations. Each hands points to the trials, and ends early when
-- somebody interrupts.
local axis = require "stdlib.optimizer.axis"
local cmaes = require "stdlib.optimizer.cmaes"
local random = require "stdlib.generator.random"
local scatter = require "stdlib.optimizer.scatter"

local search = {}

local DRAWS = 100 -- at most so many times as many places are drawn as combinations are wanted
local IDLE = 5 -- generations without a new combination after which a climb begins elsewhere
local MOST = 1000 -- points of a generation

local function everything(space)
  local points = {}
  for number = 1, space.count do
    local point = space:point(space:levels(number))
    point.number, points[number] = number, point
  end
  return points
end

local function grid(space, trials) return trials:try(everything(space)) end

local function scattered(space, trials, opts)
  if space.count <= opts.tries then return grid(space, trials) end
  local places, points, seen = scatter.new(#space.axes, opts.seed), {}, {}
  for _ = 1, DRAWS * opts.tries do
    local point = space:at(places:next())
    if not seen[point.key] then points[#points + 1], seen[point.key] = point, true end
    if #points == opts.tries then break end
  end
  return trials:try(points)
end

local function grain_of(space)
  local grain = {}
  for i, a in ipairs(space.axes) do grain[i] = 1 / a.n end
  return grain
end

local function start_of(space, values)
  local levels = {}
  for i, a in ipairs(space.axes) do levels[i] = axis.nearest(a, values[a.name]) end
  return space:place(levels)
end

--- One generation. @return false when interrupted; and how many of its combinations were new
local function generation(climb, space, trials, left)
  local points, fresh, values = {}, {}, {}
  for i, x in ipairs(climb:ask()) do
    points[i] = space:at(x)
    if not trials.seen[points[i].key] and #fresh < left then fresh[#fresh + 1] = points[i] end
  end
  local before = #trials.list
  if not trials:try(fresh) then return false end
  for i, point in ipairs(points) do
    local tried = trials.seen[point.key]
    values[i] = tried and tried.value
  end
  climb:tell(values)
  return true, #trials.list - before
end

--- From the values of the file on; when a climb is over, another one with twice the points begins
-- anywhere (A. Auger, N. Hansen, A restart CMA evolution strategy with increasing population size,
-- 2005).
local function climbing(space, trials, opts, start)
  local wanted, r = math.min(opts.tries, space.count), random.new(opts.seed, "restarts")
  local population, place, restarts = nil, start_of(space, start), 0
  while #trials.list < wanted and restarts < DRAWS do
    local climb = cmaes.new { start = place, seed = opts.seed + restarts, population = population,
      grain = grain_of(space) }
    local idle = 0
    while #trials.list < wanted and idle < IDLE and not climb:finished() do
      local going, new = generation(climb, space, trials, wanted - #trials.list)
      if not going then return false end
      idle = new > 0 and 0 or idle + 1
    end
    restarts, population = restarts + 1, math.min(MOST, 2 * climb.lambda)
    for i = 1, #place do place[i] = r:next() end
  end
  return true
end

local METHODS = { grid = grid, random = scattered, cmaes = climbing }

--- @param opts    with method, tries, seed
-- @param space   of stdlib.optimizer.space
-- @param trials  of runtime.optimize.trials
-- @param start   values of the strategy as it is
-- @return true; or false when it was interrupted
function search.run(opts, space, trials, start)
  return METHODS[opts.method](space, trials, opts, start)
end

return search
