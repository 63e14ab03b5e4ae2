--- What a walk-forward has tried in all its windows: how many different strategies, and some of
-- them, each as likely as any other, to tell how much of it was luck (J. S. Vitter, Random sampling
-- with a reservoir, 1985, algorithm R).
local random = require "stdlib.generator.random"

local tried = {}
tried.__index = tried

local SAMPLED = 400

--- @return what holds { count = tries of all windows, different = strategies among them, sample =
--   list of { hash, made = JSON on one line, or a loaded strategy } }
function tried.new(seed)
  return setmetatable({
    count = 0, different = 0, sample = {}, known = {}, random = random.new(seed, "tried"),
  }, tried)
end

--- Note one try of a window.
-- @param made_of  function(...) -> JSON of it on one line, a loaded strategy, or nil where a
--   population cannot run it; asked for only where it is kept
function tried:add(hash, made_of, ...)
  self.count = self.count + 1
  if self.known[hash] then return end
  self.known[hash] = true
  self.different = self.different + 1
  local place = self.different
  if place > SAMPLED then place = self.random:int(1, self.different) end
  if place <= SAMPLED then self.sample[place] = { hash = hash, made = made_of(...) } end
end

return tried
