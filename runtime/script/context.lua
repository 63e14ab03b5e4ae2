--- The object that a script calls ctx: methods, numbers that are looked up when they are asked for,
-- and whatever the script puts there itself. What stands behind it a script cannot reach.
local context = {}

local OUT_OF_MEMORY = "not enough memory"

--- A text that was raised in this program, without the place where it was.
function context.plain(raised)
  if type(raised) ~= "string" or raised:sub(1, #TIDE_ROOT) ~= TIDE_ROOT then return raised end
  return raised:match("^:%d+: (.*)$", raised:find(":", 1, true)) or raised
end

-- A method whose errors are told at the line of the script that called it.
local function exposed(method, of)
  return function(self, ...)
    local own = of[self]
    if not own then error("methods of ctx are called with a colon: ctx:buy { ... }", 2) end
    local ok, result, more = pcall(method, own, ...)
    if ok and more == nil then return result end
    if ok then return result, more end
    error(context.plain(result), result == OUT_OF_MEMORY and 0 or 2)
  end
end

--- @param methods  { name = function(own, ...) }
-- @param numbers  { name = function(own) }
-- @return function(own, fields) that makes a context: a table with these fields
function context.class(methods, numbers)
  local of, class, shown = setmetatable({}, { __mode = "k" }), { __metatable = false }, {}
  for name, method in pairs(methods) do shown[name] = exposed(method, of) end
  function class.__index(self, key)
    local method = shown[key]
    if method then return method end
    local number = numbers[key]
    if number then return number(of[self]) end
  end
  function class.__newindex(self, key, value)
    if shown[key] or numbers[key] then
      error(("ctx.%s cannot be set"):format(tostring(key)), 2)
    end
    rawset(self, key, value)
  end
  return function(own, fields)
    local ctx = setmetatable(fields, class)
    of[ctx] = own
    return ctx
  end
end

return context
