--- A file of plain data: Lua that returns a table and can call nothing.
local plain = {}

local MOST_TEXT = 1024 * 1024

--- @param what  for the message when it returns something else: "regimes are defined"
-- @return the table, or nil and a message that names the file
function plain.load(path, what)
  local file, why = io.open(path, "rb")
  if not file then
    return nil, ("%s: cannot read it: %s"):format(path, (why:gsub("^.*: ", "")))
  end
  local text = file:read(MOST_TEXT)
  file:close()
  if not text or text:byte() == 27 then return nil, path .. ": it is no text" end
  local chunk, message = load(text, "=" .. path, "t", {})
  if not chunk then return nil, message end
  local ok, value = pcall(chunk)
  if not ok then return nil, tostring(value) end
  if type(value) ~= "table" then
    return nil, ("%s: %s by a table: write return { ... }"):format(path, what)
  end
  return value
end

return plain
