--- What a script wants to read as ctx.ind.NAME: what its `indicators` function returned.
local hint_for = require "stdlib.expr.hint"

local named = {}

local MOST = 500

-- A table of columns, as ta.bbands gives it: which of them?
local function outputs_of(r, value)
  local names = {}
  for key, item in pairs(value) do
    if type(key) == "string" and r:kind(item) then names[#names + 1] = key end
  end
  table.sort(names)
  return names
end

local function check_one(r, key, value)
  if type(key) ~= "string" or not key:find "^[%a_][%w_]*$" or #key > 64 then
    r:fail("indicators: expected names like { fast = ta.sma(m.close, 10) }, found the key '%s'",
      tostring(key))
  end
  if r:position(value) then
    r:fail("indicators: %s: pos.* is for rules; a script has ctx.position and ctx.entry", key)
  end
  if r:kind(value) then return end
  local names = type(value) == "table" and outputs_of(r, value) or {}
  if #names > 0 then
    r:fail("indicators: %s is several columns (%s): name one of them", key,
      table.concat(names, ", "))
  end
  r:fail("indicators: %s: expected a column or a condition, found %s", key, r:describe(value))
end

--- @param returned  by the function
-- @return { [name] = { enter = node } }, in which nodes can be renumbered as those of sides
function named.check(r, returned)
  if type(returned) ~= "table" or r:kind(returned) then
    r:fail("indicators: the function must return a table like { fast = ta.sma(m.close, 10) }, "
      .. "found %s", r:describe(returned))
  end
  local made, count = {}, 0
  for key, value in pairs(returned) do
    check_one(r, key, value)
    made[key], count = { enter = r.handles[value] }, count + 1
  end
  if count == 0 or count > MOST then
    r:fail("indicators: expected 1 to %d columns or conditions, found %d", MOST, count)
  end
  return made
end

-- The engine's side of each view.
local own = setmetatable({}, { __mode = "k" })

local class = { __metatable = false }

function class.__index(self, key)
  local o = own[self]
  local one = o.columns[key]
  if not one then
    local names = {}
    for name in pairs(o.columns) do names[#names + 1] = name end
    table.sort(names)
    error(("ctx.ind has no '%s'%s"):format(tostring(key), hint_for(key, names)), 2)
  end
  local bar = o.bar
  if one.condition then return bar >= 0 and one.values[bar] ~= 0 end
  local x = bar >= 0 and one.values[bar] or nil
  if x == x then return x end
end

function class.__newindex() error("ctx.ind cannot be set", 2) end

--- In the child: the columns as they are known so far.
-- @param columns  { [name] = { values = double[bars], condition } }
-- @return the view, and what it reads: { bar = the last one that has closed, -1: none }
function named.view(columns)
  local view, o = setmetatable({}, class), { columns = columns, bar = -1 }
  own[view] = o
  return view, o
end

return named
