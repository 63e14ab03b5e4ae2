--- What a script sees whose callbacks are free code: Lua without a way out. Each script has copies
-- of its own, so that none can change what another one calls.
--
-- Nothing here depends on the run: pairs goes through keys in their order, tables have no
-- addresses, random numbers follow from a seed.
local environment = require "runtime.script.environment"
local names = require "stdlib.names"
local protect = require "runtime.script.protect"
local random = require "stdlib.generator.random"

local free = {}

local gsub = string.gsub

local MOST_TEXT = 1e6 -- bytes that rep makes
local MOST_PATTERN = 256
local MOST_STEPS = 1e10 -- of a pattern that tries everything

--- What it has beside the names of rules (stdlib.names).
free.names = { "getmetatable", "setmetatable", "xpcall", "coroutine" }

local COROUTINE = { "create", "resume", "status", "wrap", "yield" }

local function rep(text, n)
  if type(text) == "string" and type(n) == "number" and #text * n > MOST_TEXT then
    error(("string.rep: the text would have %.0f bytes, and %d are the most"):format(#text * n,
      MOST_TEXT), 2)
  end
  return string.rep(text, n)
end

-- A pattern tries in the worst case every length of every repetition.
local function check_pattern(text, pattern)
  if type(text) ~= "string" or type(pattern) ~= "string" then return end
  local _, repetitions = gsub(pattern, "[*+?-]", "") -- not the method, which comes here again
  if #pattern <= MOST_PATTERN and (#text) ^ math.max(1, repetitions) <= MOST_STEPS then return end
  error(("a pattern of %d bytes with %d repetitions is too much for a text of %d bytes"):format(
    #pattern, repetitions, #text), 3)
end

local function capped(name)
  local plain = string[name]
  return function(text, pattern, ...)
    check_pattern(text, pattern)
    return plain(text, pattern, ...)
  end
end

--- The functions of texts. find with `plain` needs no cap, but has it all the same.
local function strings()
  local made = {}
  for _, name in ipairs(names.libraries.string) do made[name] = string[name] end
  made.rep = rep
  for _, name in ipairs { "find", "match", "gmatch", "gsub" } do made[name] = capped(name) end
  return made
end

local function copy(source, list)
  local made = {}
  for _, name in ipairs(list) do made[name] = source[name] end
  return made
end

local function get_metatable(value)
  if type(value) == "table" then return getmetatable(value) end
  return nil
end

local function set_metatable(t, meta)
  if type(t) ~= "table" then
    error(("setmetatable: expected a table, found a %s"):format(type(t)), 2)
  end
  return setmetatable(t, meta)
end

local function next_of(t, key)
  if key ~= nil then error("next(table, key) has no order here: use pairs", 2) end
  return next(t)
end

--- Random numbers of a script: the same for the same seed and script.
local function add_random(library, ...)
  local labels = { ... }
  local stream = random.new(unpack(labels))
  function library.random(low, high)
    if not low then return stream:next() end
    if not high then low, high = 1, low end
    if low > high then error("math.random: the interval is empty", 2) end
    return stream:int(low, high)
  end
  function library.randomseed(x) stream = random.new(labels[1], "randomseed", tostring(x)) end
end

local methods

--- Methods of texts, ("x"):rep(3), find their functions through a metatable that the whole process
-- shares: it leads to the capped ones, and cannot be reached.
local function close_strings()
  if methods then return end
  methods = strings()
  local class = debug.getmetatable ""
  class.__index, class.__metatable = methods, false
end

--- print for a script. @param log  function(text)
function free.printer(log)
  return function(...)
    local words = {}
    for i = 1, select("#", ...) do words[i] = environment.tostring((select(i, ...))) end
    log(table.concat(words, "\t") .. "\n")
  end
end

local function basic(log)
  local env = copy(_G, names.basic)
  env.pairs, env.tostring, env.next = environment.pairs, environment.tostring, next_of
  env.getmetatable, env.setmetatable = get_metatable, set_metatable
  env.xpcall, env.require = protect.xpcall, nil
  env.print = free.printer(log)
  return env
end

--- The environment of one script. The metatable of texts is changed for the whole process, which is
-- a child that runs nothing else.
-- @param options  { seed, hash = of the script, log = function(text) }
-- @return env: a table that holds all that the script can reach, _G included
function free.environment(options)
  close_strings()
  local env = basic(options.log)
  for library, list in pairs(names.libraries) do
    env[library] = copy(library == "bit" and require "bit" or _G[library], list)
  end
  env.string = strings()
  env.coroutine = copy(coroutine, COROUTINE)
  add_random(env.math, options.seed, "script", options.hash)
  env._G = env
  return env
end

return free
