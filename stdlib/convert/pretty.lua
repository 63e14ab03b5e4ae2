--- JSON for people: the members of an object on lines of their own, unless they fit on one.
local json = require "stdlib.json"
local layout = require "stdlib.convert.layout"

local WIDTH = 100

local function document(value, outermost)
  if type(value) ~= "table" or value == json.null then return json.encode(value) end
  local items, keys = {}, json.keys(value)
  for i, key in ipairs(keys or {}) do
    items[i] = { json.string(key), ": ", document(value[key]) }
  end
  if not keys then
    for i, item in ipairs(value) do items[i] = document(item) end
  end
  if #items == 0 then return keys and "{}" or "[]" end
  if not keys then return layout.group("[", items, "]") end
  return layout.group("{ ", items, " }", { always = outermost })
end

--- @param text  JSON
-- @return the same value, laid out
return function(text)
  return layout.text(document(assert(json.decode(text)), true), WIDTH) .. "\n"
end
