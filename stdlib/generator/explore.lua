--- A look around where a search stands still: many new conditions, each in the place of one of the
-- best strategies'. What is better than the worst member joins the population and is tuned there.
local random = require "stdlib.generator.random"
local vary = require "stdlib.generator.vary"

local explore = {}

local BASES = 3 -- of the best, that differ in more than numbers

--- @param search  of stdlib.generator.evolve
-- @param count   how many strategies to try
-- @return true, or false when it was interrupted
function explore.run(search, count)
  local r, list = random.new(search.seed, "explore", search.generation), {}
  local bases = search:best(BASES, true)
  if #bases == 0 then return true end
  for i = 1, count do
    local base = bases[1 + (i - 1) % #bases]
    local made = vary.graft(search.grammar, r, base.tree)
    if made then
      list[#list + 1] = { tree = made, how = "graft", parent_a = base.record.hash }
    end
  end
  local made = search:try(list)
  if not made then return false end
  local members = {}
  for i, one in ipairs(made) do members[i] = one.member end
  search:join(members)
  return true
end

return explore
