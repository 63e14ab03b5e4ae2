--- What columns and conditions can do in a session beside what they can do in a strategy: they have
-- values there.
local series = require "runtime.session.series"

local columns = {}

local SHOWN = 5

-- name = function(r, series, ...); they are methods of columns and of conditions.
local METHODS = {}

--- The values of a stretch, as a list: undefined ones are nan.
local function stretch(s, from, to)
  local list = {}
  for t = math.max(from, 0), math.min(to, s.n) - 1 do list[#list + 1] = s.values[t] end
  return list
end

local function count(r, value, what)
  return value == nil and SHOWN or r:count(value, 0, 1e9, what)
end

function METHODS.values(_, s) return stretch(s, 0, s.n) end
function METHODS.head(r, s, n) return stretch(s, 0, count(r, n, "head")) end
function METHODS.tail(r, s, n) return stretch(s, s.n - count(r, n, "tail"), s.n) end
function METHODS.last(_, s) return s.n > 0 and s.values[s.n - 1] or nil end
function METHODS.length(_, s) return s.n end

--- Bar i, 1 being the first; a negative one counts from the end.
function METHODS.at(r, s, i)
  if type(i) ~= "number" or i ~= math.floor(i) then
    r:fail("at: expected the number of a bar, found %s", r:describe(i))
  end
  local t = i < 0 and s.n + i or i - 1
  return t >= 0 and t < s.n and s.values[t] or nil
end

--- Names of the methods, for completion and help.
columns.methods = {}
for name in pairs(METHODS) do columns.methods[#columns.methods + 1] = name end
table.sort(columns.methods)

local function extend(r, kind)
  local class = r.classes[kind]
  local methods = class.__index
  for name, method in pairs(METHODS) do
    methods[name] = function(self, ...)
      if r:kind(self) ~= kind then
        r:fail("%s: call it with a colon: %s:%s(); found %s in place of the %s", name, kind, name,
          r:describe(self), kind)
      end
      return method(r, series.of(r.node_of(self)), ...)
    end
  end
  function class.__index(self, key)
    if type(key) == "number" then return METHODS.at(r, series.of(r.node_of(self)), key) end
    return methods[key]
  end
  function class.__tostring(self)
    local s = series.of(r.node_of(self))
    return ("%s %s on %s, %d bars of %s"):format(kind, s.text, s.symbol, s.n, s.timeframe)
  end
end

--- Give the classes of a session's recorder what only values can do.
function columns.install(r)
  extend(r, "column")
  extend(r, "condition")
end

return columns
