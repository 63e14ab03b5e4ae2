--- Names for what a writer puts into variables and parameters: from what they are, each once.
local vocabulary = require "stdlib.names"

local names = {}
names.__index = names

local KEYWORDS = {}
for word in ([[
  and break do else elseif end false for function goto if in local nil not or repeat return then
  true until while]]):gmatch "%S+" do
  KEYWORDS[word] = true
end

local function add(set, list)
  for _, name in ipairs(list) do set[name] = true end
end

--- Words that a strategy file may not use for a variable.
function names.of_lua()
  local taken = { m = true, p = true }
  for word in pairs(KEYWORDS) do taken[word] = true end
  add(taken, vocabulary.vocabulary)
  add(taken, vocabulary.later)
  add(taken, vocabulary.basic)
  for library in pairs(vocabulary.libraries) do taken[library] = true end
  return taken
end

--- The name of a parameter as a key of a table: name or ["end"]; and as p.name or p["end"].
function names.key(name) return KEYWORDS[name] and ('["%s"]'):format(name) or name end

--- See names.key.
function names.param(name) return KEYWORDS[name] and "p" .. names.key(name) or "p." .. name end

--- @param taken  { word = true } that cannot be used; it grows
function names.new(taken) return setmetatable({ taken = taken }, names) end

--- A name that nobody has: one of those wanted, else the last with a number.
-- @param wanted  list
function names:take(wanted)
  local last = wanted[#wanted]
  local name, i = nil, 1
  for _, one in ipairs(wanted) do
    if not self.taken[one] then
      name = one
      break
    end
  end
  while not name do
    i = i + 1
    local numbered = ("%s_%d"):format(last, i)
    if not self.taken[numbered] then name = numbered end
  end
  self.taken[name] = true
  return name
end

local COMPARED = {
  above = "above", below = "below", at_least = "at_least", at_most = "at_most", between = "between",
  crosses_above = "crosses", crosses_below = "crosses_down", rising = "rising",
  falling = "falling",
}
local COMBINED = { all = "setup", any = "trigger", none = "quiet", latch = "armed" }
local COMPUTED = {
  add = "sum", sub = "difference", mul = "product", div = "ratio", neg = "negative", pow = "power",
  max = "higher", min = "lower", to_number = "count",
}

--- What an expression might be called.
function names.base(x)
  if x.form == "number" then return "level" end
  if x.form == "field" then return (x.name:gsub("%.", "_")) end
  if x.form == "indicator" then
    return #x.outputs > 1 and x.output ~= x.name and ("%s_%s"):format(x.name, x.output) or x.name
  end
  if x.name:find "^session_" then return "hours" end
  if COMPARED[x.name] then return ("%s_%s"):format(names.base(x.args[1]), COMPARED[x.name]) end
  if COMBINED[x.name] or COMPUTED[x.name] then return COMBINED[x.name] or COMPUTED[x.name] end
  if x.name == "shift" then return names.base(x.args[1]) .. "_before" end
  return ("%s_%s"):format(names.base(x.args[1]), x.name)
end

--- A name of at most 30 letters: what is longer says nothing.
function names.short(text)
  if #text <= 30 then return text end
  return (text:sub(1, 30):gsub("_[^_]*$", ""))
end

return names
