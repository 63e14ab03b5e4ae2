--- A search from generation to generation, with what it does beside breeding: the first generation
-- is refined at once, a search that stands still looks around, and the best are refined at the end.
--
--     while not search:finished() do
--       if not drive.step(search) then break end     -- interrupted
--     end
--     drive.finish(search)
local explore = require "stdlib.generator.explore"
local refine = require "stdlib.generator.refine"

local drive = {}

--- How many strategies are refined: of the first generation, and at the end.
drive.defaults = { sprouts = 100, refine = 5 }

-- Steps at most, and changes tried of each strategy in a step.
local FIRST = { rounds = 6, tries = 10 }
local LAST = { rounds = 30, tries = 24 }

-- After so many generations without a better one, so many populations of grafts are tried.
local STILL, AROUND = 5, 4

local function refined(search, count, how)
  return count == 0
    or refine.run(search, { count = count, rounds = how.rounds, tries = how.tries })
end

--- One generation.
-- @param sprouts  default drive.defaults.sprouts
-- @return true, or false when it was interrupted
function drive.step(search, sprouts)
  if not search:step() then return false end
  if search.generation == 1 then
    return refined(search, sprouts or drive.defaults.sprouts, FIRST)
  end
  local still = search.history[#search.history].since
  if still == 0 or still % STILL ~= 0 then return true end
  return explore.run(search, AROUND * search.population)
end

--- The last refinement.
-- @param count  default drive.defaults.refine
-- @return true, or false when it was interrupted
function drive.finish(search, count)
  return refined(search, count or drive.defaults.refine, LAST)
end

return drive
