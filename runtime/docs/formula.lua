--- The formula of an indicator: the comment at the head of host/indicators/NAME.c; and what a
-- group says of itself, in a header there.
local formula = {}

--- @param name       of the file
-- @param extension  "c" if nil
-- @return list of lines, those of a formula indented by two, without the first line of the
--   comment; or nil and a message
function formula.lines(name, extension)
  local path = ("%s/host/indicators/%s.%s"):format(TIDE_ROOT, name, extension or "c")
  local file = io.open(path)
  if not file then return nil, path .. ": not found; formulas need the source tree" end
  local text = file:read "*a"
  file:close()
  local lines = {}
  local comment = text:match "^/%*[^\n]*\n(.-) %*/" or ""
  for line in comment:gmatch "([^\n]*)\n" do lines[#lines + 1] = (line:gsub("^ %*%s?", "", 1)) end
  while lines[1] == "" do table.remove(lines, 1) end
  while lines[#lines] == "" do table.remove(lines) end
  return lines
end

return formula
