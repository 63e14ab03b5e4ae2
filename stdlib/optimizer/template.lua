--- A strategy in its JSON form with "$name" where its parameters stand: filled in, it is the
-- strategy with those values, and nothing of its file runs again.
local json = require "stdlib.json"

local template = {}
template.__index = template

--- @param text   JSON with "$name"
-- @param names  { name = true } of those that will be filled in
function template.new(text, names)
  local self = setmetatable({ pieces = {}, slots = {} }, template)
  local from = 1
  for at, name, after in text:gmatch '()"%$([%a_][%w_]*)"()' do
    if names[name] then
      self.pieces[#self.pieces + 1] = text:sub(from, at - 1)
      self.slots[#self.slots + 1] = name
      from = after
    end
  end
  self.last = text:sub(from)
  return self
end

--- The strategy with these values. @param values  { name = number }
function template:fill(values)
  local parts, n = {}, 0
  for i, piece in ipairs(self.pieces) do
    parts[n + 1], parts[n + 2], n = piece, json.number(values[self.slots[i]]), n + 2
  end
  parts[n + 1] = self.last
  return table.concat(parts)
end

return template
