--- A search near by: the numbers of the best strategies are moved a little, again and again, as
-- long as something gets better. Structure stays.
local random = require "stdlib.generator.random"
local select_ = require "stdlib.generator.select"
local vary = require "stdlib.generator.vary"

local refine = {}

local function neighbours(search, best, round, tries)
  local r, list = random.new(search.seed, "refine", search.generation, round), {}
  for place, m in ipairs(best) do
    for _ = 1, tries do
      local near = vary.nudge(search.grammar, r, m.tree)
      if near then
        list[#list + 1] = { tree = near, how = "refinement", parent_a = m.record.hash,
          place = place }
      end
    end
  end
  return list
end

--- @param search  of stdlib.generator.evolve; what is found joins its members
-- @param options  { count = how many of the best, rounds = at most, tries = changes of each in a
--   round }
-- @return true, or false when it was interrupted
function refine.run(search, options)
  local best = search:best(options.count, true)
  for round = 1, options.rounds do
    local made = search:try(neighbours(search, best, round, options.tries))
    if not made then return false end
    local better = false
    for _, one in ipairs(made) do
      if select_.better(one.member, best[one.place]) then
        best[one.place], better = one.member, true
      end
    end
    if not better then break end
  end
  search:join(best)
  return true
end

return refine
