--- The name a person probably meant: for "did you mean".
local nearest = {}

-- Edits (insert, delete, replace, swap of neighbours) from a to b.
local function distance(a, b)
  local rows = {}
  for i = 0, #a do rows[i] = { [0] = i } end
  for j = 0, #b do rows[0][j] = j end
  for i = 1, #a do
    for j = 1, #b do
      local x, y = a:sub(i, i), b:sub(j, j)
      local best = math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1,
        rows[i - 1][j - 1] + (x == y and 0 or 1))
      if i > 1 and j > 1 and x == b:sub(j - 1, j - 1) and a:sub(i - 1, i - 1) == y then
        best = math.min(best, rows[i - 2][j - 2] + 1)
      end
      rows[i][j] = best
    end
  end
  return rows[#a][#b]
end

--- The candidate nearest to a name, when it is near: a third of its letters may differ.
-- @param name        what was found
-- @param candidates  list of names; the first of equally near ones wins
-- @return a candidate, or nil
function nearest.find(name, candidates)
  local best, least
  for _, candidate in ipairs(candidates) do
    if math.abs(#candidate - #name) <= 8 and #name <= 64 then
      local d = distance(name:lower(), candidate:lower())
      -- what begins like the name is near however much is left to type
      if #name >= 3 and candidate:sub(1, #name):lower() == name:lower() then d = math.min(d, 1) end
      local near = d <= math.max(1, math.floor(math.max(#name, #candidate) / 3))
      if near and (not least or d < least) then best, least = candidate, d end
    end
  end
  return best
end

--- The end of a message: "; did you mean 'x'?", or "" when nothing is near.
-- @param quote  format of the name, default "'%s'"
function nearest.hint(name, candidates, quote)
  local found = nearest.find(name, candidates)
  return found and ("; did you mean " .. (quote or "'%s'"):format(found) .. "?") or ""
end

return nearest
