--- What another form cannot say: raised by a writer, with the expression that it is about.
local refusal = {}
refusal.__index = refusal

--- @param message  what cannot be said, and what to do
-- @param x        the expression, or nil
-- @param param    the name of the parameter it is about, or nil
function refusal.raise(message, x, param)
  error(setmetatable({ message = message, id = x and x.id, param = param }, refusal), 0)
end

--- The refusal that pcall caught; whatever else was raised is raised again.
-- @return { message, id or nil, param or nil }
function refusal.of(raised)
  if getmetatable(raised) == refusal then return raised end
  error(raised, 0)
end

return refusal
