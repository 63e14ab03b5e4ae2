--- The names a script sees, and nothing else.
local combine = require "stdlib.expr.combine"
local distance = require "stdlib.expr.distance"
local market = require "stdlib.expr.market"
local names = require "stdlib.names"
local hint_for = require "stdlib.expr.hint"
local nearest = require "stdlib.nearest"
local params = require "stdlib.expr.params"
local position = require "stdlib.expr.position"
local ta = require "stdlib.expr.ta"

local environment = {}

local CLOSED = {}
for name in ([[io os debug ffi jit package load loadstring loadfile dofile module]]):gmatch "%S+" do
  CLOSED[name] = ": a strategy cannot reach files, programs, the network or tide itself"
end
for name in ([[
  getfenv setfenv newproxy collectgarbage coroutine rawget rawset rawequal getmetatable setmetatable
  xpcall _G
]]):gmatch "%S+" do
  CLOSED[name] = ": rules are described with columns and conditions"
end

local function sorted_keys(t)
  local keys = {}
  for key in next, t do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    local ka, kb = type(a), type(b)
    if ka == kb and (ka == "number" or ka == "string") then return a < b end
    return ka < kb
  end)
  return keys
end

--- pairs in a fixed order, so that a script describes the same rules each time:
-- LuaJIT's own order of names changes from run to run.
function environment.pairs(t)
  if type(t) ~= "table" then error(("pairs: expected a table, found a %s"):format(type(t)), 2) end
  local keys, i = sorted_keys(t), 0
  return function()
    repeat
      i = i + 1
      if keys[i] == nil then return nil end
    until t[keys[i]] ~= nil
    return keys[i], t[keys[i]]
  end
end

--- tostring without addresses, which would differ from run to run.
function environment.tostring(value)
  local text = tostring(value)
  if type(value) == "string" or type(value) == "number" then return text end
  return (text:gsub("^(%l+): .*$", "%1"))
end

local function basic(r, env, log)
  for _, name in ipairs(names.basic) do env[name] = _G[name] end
  for library, functions in pairs(names.libraries) do
    local source = library == "bit" and require "bit" or _G[library]
    env[library] = setmetatable({}, { __index = function(_, key)
      local near = nearest.hint(tostring(key), functions)
      if tostring(key):find "^random" then near = "; rules must be the same every time" end
      r:fail("there is no '%s.%s' for scripts%s", library, tostring(key), near)
    end })
    for _, name in ipairs(functions) do rawset(env[library], name, source[name]) end
  end
  local function plain_table(name, walk)
    return function(t)
      if r:kind(t) or r.nouns[getmetatable(t) or false] then
        r:fail("%s goes through a table, and this is %s", name, r:describe(t))
      end
      return walk(t)
    end
  end
  env.pairs, env.ipairs = plain_table("pairs", environment.pairs), plain_table("ipairs", ipairs)
  env.tostring = environment.tostring
  function env.print(...)
    local words = {}
    for i = 1, select("#", ...) do words[i] = environment.tostring((select(i, ...))) end
    log(table.concat(words, "\t") .. "\n")
  end
end

local function add_require(r, env, modules)
  function env.require(name)
    if type(name) == "string" and modules[name] then return modules[name] end
    r:fail("require: there is no module '%s' for scripts%s", tostring(name),
      hint_for(name, names.modules))
  end
end

--- Methods of texts, ("x"):rep(3), find their functions through a metatable that
-- the whole process shares: it must not lead to more than a script may call.
local function close_strings()
  local methods = {}
  for _, name in ipairs(names.libraries.string) do methods[name] = string[name] end
  local class = debug.getmetatable ""
  class.__index, class.__metatable = methods, false
end

local function known_names()
  local list = {}
  for _, group in ipairs { names.vocabulary, names.basic } do
    for _, name in ipairs(group) do list[#list + 1] = name end
  end
  for library in pairs(names.libraries) do list[#list + 1] = library end
  return list
end

local function refuse_unknown(r, env)
  local known = known_names()
  setmetatable(env, { __index = function(_, name)
    if CLOSED[name] then
      r:fail("'%s' is closed to scripts%s", name, CLOSED[name])
    end
    for _, later in ipairs(names.later) do
      if name == later then r:fail("'%s' is not supported yet in this version", name) end
    end
    local near = type(name) == "string" and nearest.hint(name, known) or ""
    r:fail("unknown name '%s'%s", tostring(name), near)
  end })
end

--- @param specs  rows of stdlib.indicators
-- @param log  function(text) for print
-- @return env, tools: { market, param_of, distance_of, size_of, defined: the indicators of
--   ta.define, reading(path or nil): which file is read from now on, globals(): what
--   scripts gave a global name }
function environment.new(r, specs, log)
  local env, tools = {}, {}
  basic(r, env, log)
  function tools.reading(path) r.reading = path end
  tools.param_of = params.install(r, env)
  tools.distance_of = distance.install_atr(r, env)
  tools.size_of = distance.install_sizes(r, env)
  local market_of
  tools.market, market_of = market.install(r)
  env.ta, tools.defined = ta.install(r, specs, market_of, tools.param_of)
  combine.install(r, env)
  position.install(r, env)
  add_require(r, env, { ["stdlib.ta"] = env.ta })
  refuse_unknown(r, env)
  close_strings()
  local own = {}
  for name in pairs(env) do own[name] = true end
  function tools.globals()
    local found = {}
    for name, value in next, env do
      if not own[name] and name ~= "strategy" then found[name] = value end
    end
    return found
  end
  return env, tools
end

return environment
