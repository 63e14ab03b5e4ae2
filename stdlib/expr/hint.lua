--- The end of a message about a name that does not exist: the nearest one, or all.
local nearest = require "stdlib.nearest"

--- @param name   what was found, of any type
-- @param names  the known names
-- @param many   what to say instead of all, where they are too many to read
return function(name, names, many)
  local near = type(name) == "string" and nearest.hint(name, names) or ""
  if near ~= "" or #names == 0 then return near end
  if many then return many end
  local sorted = {}
  for i, known in ipairs(names) do sorted[i] = known end
  table.sort(sorted)
  return "; there is " .. table.concat(sorted, ", ")
end
