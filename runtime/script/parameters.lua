--- The table `params` of a strategy, and `p` that its rules read.
local hint_for = require "stdlib.expr.hint"

local parameters = {}

--- The parameters of a strategy in the order they were written, checked.
-- @param t         the table `params`, or nil
-- @param param_of  function(value) -> what int, number, choice or flag made, or nil
-- @param line_of   function(path) -> line, or nil
function parameters.list(r, t, param_of, line_of)
  local list = {}
  if t == nil then return list end
  if type(t) ~= "table" or r:kind(t) then
    r:fail_at(line_of "params", "params: expected a table, found %s", r:describe(t))
  end
  for name, value in pairs(t) do
    local spec = param_of(value)
    local path = "params." .. tostring(name)
    if type(name) ~= "string" or not name:match "^[%a_][%w_]*$" or #name > 64 then
      r:fail_at(line_of(path), "params: '%s' is no name for a parameter", tostring(name))
    end
    if not spec then
      local example = "int { 20, min = 5, max = 60 }"
      if type(value) == "number" then
        example = ("number { %g, min = ..., max = ... }"):format(value)
      elseif type(value) == "boolean" then
        example = ("flag { %s }"):format(tostring(value))
      end
      r:fail_at(line_of(path),
        "params.%s: expected int, number, choice or flag, found %s: write %s", name,
        r:describe(value), example)
    end
    if spec.name then
      r:fail_at(line_of(path), "params.%s: it is the same object as params.%s: write it twice",
        name, spec.name)
    end
    spec.name = name
    list[#list + 1] = spec
  end
  table.sort(list, function(a, b) return a.order < b.order end)
  return list
end

--- p: the values, to be read only.
function parameters.object(r, list, values)
  local known = {}
  for i, spec in ipairs(list) do known[i] = spec.name end
  return setmetatable({}, {
    __index = function(_, name)
      if values[name] ~= nil then return values[name] end
      r:fail("there is no parameter 'p.%s'%s", tostring(name), hint_for(name, known))
    end,
    __newindex = function() r:fail "p cannot be changed: parameters are given to the strategy" end,
  })
end

return parameters
