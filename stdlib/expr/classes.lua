--- What columns and conditions can do: tables of methods and Lua operators.
local hint_for = require "stdlib.expr.hint"

local classes = {}

local MOST_BARS = 1000000

-- name = { kind of the result, what each argument is }
local METHODS = {
  column = {
    above = { "condition", "column" },
    below = { "condition", "column" },
    at_least = { "condition", "column" },
    at_most = { "condition", "column" },
    between = { "condition", "column", "column" },
    crosses_above = { "condition", "column" },
    crosses_below = { "condition", "column" },
    rising = { "condition", "bars" },
    falling = { "condition", "bars" },
    shift = { "column", "shift" },
    abs = { "column" },
    log = { "column" },
    sqrt = { "column" },
    pow = { "column", "column" },
    max = { "column", "column" },
    min = { "column", "column" },
  },
  condition = {
    held = { "condition", "bars" },
    within = { "condition", "bars" },
    shift = { "condition", "shift" },
    fresh = { "condition" },
    bars_since = { "column" },
    to_number = { "column" },
  },
}
for name in ("exp log10 sin cos tan asin acos atan sinh cosh tanh floor ceil round trunc")
  :gmatch "%S+" do
  METHODS.column[name] = { "column" }
end

-- event = { operator of the graph, how it is written }
local ARITHMETIC = {
  __add = { "add", "a + b" }, __sub = { "sub", "a - b" }, __mul = { "mul", "a * b" },
  __div = { "div", "a / b" }, __pow = { "pow", "a ^ b" },
}

local REFUSED = {
  column = {
    __lt = "Lua's < and > cannot compare columns: write a:above(b) or a:below(b)",
    __le = "Lua's <= and >= cannot compare columns: write a:at_least(b) or a:at_most(b)",
    __eq = "Lua's == and ~= cannot compare columns: write all { a:at_least(b), a:at_most(b) }",
    __mod = "there is no % for columns; write a - (a / b):floor() * b",
    __concat = "a column cannot be joined to text",
    __call = "a column cannot be called; its methods are called with a colon: column:above(x)",
  },
  condition = {
    __lt = "conditions cannot be compared: write all { a, b }, any { a, b } or none { a }",
    __eq = "conditions cannot be compared: write all { a, b }, any { a, b } or none { a }",
    __add = "conditions cannot be added: write any { a, b }, or a:to_number() to count it",
    __mul = "conditions cannot be multiplied: write all { a, b }, or a:to_number() to count it",
    __unm = "a condition has no sign: write none { a } for its opposite",
    __concat = "a condition cannot be joined to text",
    __call = "a condition cannot be called; its methods are called with a colon: condition:held(3)",
  },
}
-- Some operators are refused with the words of another.
for event, like in pairs {
  __le = "__lt", __sub = "__add", __div = "__mul", __mod = "__mul",
  __pow = "__mul",
} do
  REFUSED.condition[event] = REFUSED.condition[like]
end

local function keys(t)
  local list = {}
  for key in pairs(t) do list[#list + 1] = key end
  return list
end

local READ = {
  column = function(r, node, value, what) node.args[#node.args + 1] = r:column(value, what) end,
  bars = function(r, node, value, what) node.numbers[1] = r:count(value, 1, MOST_BARS, what) end,
  shift = function(r, node, value, what)
    if type(value) == "number" and value < 0 then
      r:fail("%s: a negative shift would look ahead; shift(1) is the bar before", what)
    end
    node.numbers[1] = r:count(value, 0, MOST_BARS, what)
  end,
}

-- Methods that are indicators.
local INDICATORS = { bars_since = true }

local function node_of(r, name, self)
  local id = r.handles[self]
  if INDICATORS[name] then
    return { form = "indicator", name = name, inputs = { id }, params = {}, output = 0 }
  end
  return { form = "op", op = name, args = { id }, numbers = {} }
end

local function method(r, kind, name, spec)
  local words = {}
  for i = 2, #spec do words[i - 1] = spec[i] == "column" and "x" or "n" end
  local call = ("%s:%s(%s)"):format(kind, name, table.concat(words, ", "))
  return function(self, ...)
    if r:kind(self) ~= kind then
      r:fail("%s: call it with a colon: %s; found %s in place of the %s", name, call,
        r:describe(self), kind)
    end
    if select("#", ...) > #spec - 1 then
      r:fail("%s: expected %s, found %d arguments", name, call, select("#", ...))
    end
    local node = node_of(r, name, self)
    for i = 2, #spec do READ[spec[i]](r, node, (select(i - 1, ...)), name) end
    return r:make(spec[1], node)
  end
end

local function unknown(r, kind, methods)
  local other = kind == "column" and "condition" or "column"
  return function(_, key)
    if METHODS[other][key] then
      r:fail("'%s' belongs to a %s, and this is a %s%s", key, other, kind,
        kind == "condition" and "; :to_number() makes 1 and 0 of it" or "")
    end
    r:fail("a %s has no '%s'%s", kind, tostring(key), hint_for(key, keys(methods)))
  end
end

local function arithmetic(r, op, what)
  return function(a, b)
    local node = { form = "op", op = op, numbers = {} }
    node.args = { r:column(a, what), r:column(b, what) }
    return r:make("column", node)
  end
end

local function build(r, kind)
  local methods = {}
  for name, spec in pairs(METHODS[kind]) do methods[name] = method(r, kind, name, spec) end
  local class = {
    __index = setmetatable(methods, { __index = unknown(r, kind, methods) }),
    __newindex = function() r:fail("a " .. kind .. " cannot be changed") end,
    __tostring = function(self)
      return ("%s of line %d"):format(kind, r.nodes[r.handles[self]].line or 0)
    end,
  }
  for event, message in pairs(REFUSED[kind]) do class[event] = function() r:fail(message) end end
  return class
end

--- Is it the name of something a column can do?
function classes.is_column_method(name) return METHODS.column[name] ~= nil end

--- The names of what a column or a condition can do, sorted.
function classes.method_names(kind)
  local list = keys(METHODS[kind])
  table.sort(list)
  return list
end

--- What a method takes and gives: { kind of the result, what each argument is: "column", "bars" or
-- "shift" }, or nil.
function classes.method(kind, name) return METHODS[kind][name] end

--- What a method of that name gives, whatever it belongs to: "column", "condition" or nil.
function classes.result_of(name)
  local spec = METHODS.column[name] or METHODS.condition[name]
  return spec and spec[1]
end

--- Give a recorder the classes of its expression objects.
function classes.install(r)
  r.classes.column, r.classes.condition = build(r, "column"), build(r, "condition")
  for event, op in pairs(ARITHMETIC) do r.classes.column[event] = arithmetic(r, op[1], op[2]) end
  r.classes.column.__unm = function(a)
    return r:make("column", { form = "op", op = "neg", args = { r.handles[a] }, numbers = {} })
  end
end

return classes
