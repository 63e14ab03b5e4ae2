--- Runs a script and has it describe its rules. Only called in a sandbox: it
-- changes the process it runs in.
local callbacks = require "runtime.script.callbacks"
local classes = require "stdlib.expr.classes"
local chunk = require "runtime.script.chunk"
local custom = require "runtime.script.custom"
local environment = require "runtime.script.environment"
local free = require "runtime.script.free"
local keys = require "stdlib.expr.keys"
local market = require "stdlib.expr.market"
local hint_for = require "stdlib.expr.hint"
local named = require "runtime.script.named"
local parameters = require "runtime.script.parameters"
local params = require "stdlib.expr.params"
local recorder = require "stdlib.expr.recorder"
local regimes = require "stdlib.regime.names"
local sides = require "stdlib.expr.sides"

local describe = {}

-- The script is stopped after a second, with the line it was at. What cannot be
-- stopped from inside (a pattern that never ends) is killed from outside, with a
-- grace that lets a busy machine deliver the better message.
describe.SECONDS = 1
describe.KILL_SECONDS = 2
describe.TOO_LONG = "it takes longer than 1 second to describe its rules; does a loop never end?"

local NAME_SIZE = 64
local STRATEGY_KEYS = { "name", "timeframe", "params", "regimes", "rules" }
--- The keys of strategy { ... }.
describe.keys = STRATEGY_KEYS

local UNUSED = "this condition is made but not used by the %s that are returned; "
  .. "Lua's `and`, `or`, `not` and `if` cannot combine conditions: "
  .. "write all { a, b }, any { a, b } or none { a }"
local LATER = {}
for name in ([[
  universe state]]):gmatch "%S+" do
  LATER[name] = true
end

local SCRIPT_KEYS = {
  "name", "timeframe", "params", "regimes", "indicators", "migrate", unpack(callbacks.names),
}

local function check_keys(r, t, line_of, keys_of)
  for key in pairs(t) do
    local known = false
    for _, name in ipairs(keys_of) do known = known or key == name end
    if LATER[key] then
      r:fail_at(line_of(key), "'%s' is not supported yet in this version: a strategy has %s", key,
        table.concat(keys_of, ", "))
    end
    if not known then
      r:fail_at(line_of(tostring(key)),
        "unknown key '%s' of a strategy%s", tostring(key), hint_for(key, keys_of))
    end
  end
end

--- The regimes that a strategy is meant for, as bits; 0: for all.
local function regimes_of(r, list, line_of)
  if list == nil then return 0 end
  local function fail(...) r:fail_at(line_of "regimes", ...) end
  if type(list) ~= "table" or r:kind(list) then
    fail("regimes: expected a list like { \"bull\", \"range\" }, found %s", r:describe(list))
  end
  local count = 0
  for key, name in pairs(list) do
    count = count + 1
    if type(key) ~= "number" then
      fail("regimes: expected a list like { \"bull\", \"range\" }, found a key '%s'", tostring(key))
    end
    if type(name) ~= "string" then
      fail("regimes: expected names of regimes, found %s", r:describe(name))
    end
    if not regimes.axis_of[name] then
      fail("regimes: unknown regime '%s'%s", name, hint_for(name, regimes.list))
    end
  end
  if count == 0 then fail "regimes: expected at least one; without the key it is meant for all" end
  return regimes.bits(list)
end

local function check_head(r, t, line_of)
  local name = t.name
  if type(name) ~= "string" or name == "" then
    r:fail_at(line_of "name", "name: expected a text, found %s",
      name == "" and "an empty one" or r:describe(name))
  end
  if #name >= NAME_SIZE then
    r:fail_at(line_of "name",
      "name: expected at most %d characters, found %d", NAME_SIZE - 1, #name)
  end
  if name:find "%c" then r:fail_at(line_of "name", "name: a name is one line of text") end
  if t.timeframe ~= nil and not market.is_timeframe(t.timeframe) then
    local ok, err = pcall(market.check_timeframe, r, t.timeframe, "timeframe")
    if not ok then r:fail_at(line_of "timeframe", err.message) end
  end
end

local function check_rules(r, t, line_of)
  if t.indicators ~= nil then
    r:fail_at(line_of "indicators", "indicators are for scripts, which read them as ctx.ind.NAME; "
      .. "rules use the columns themselves")
  end
  check_keys(r, t, line_of, STRATEGY_KEYS)
  if type(t.rules) ~= "function" then
    r:fail_at(line_of "rules", "rules: expected a function(m, p), found %s", r:describe(t.rules))
  end
end

--- A script: what it is called, its parameters and which functions it has.
local function script_of(r, t, line_of)
  if t.rules ~= nil then
    r:fail_at(line_of "rules", "a strategy has rules or functions like %s, not both",
      callbacks.of(t)[1])
  end
  check_keys(r, t, line_of, SCRIPT_KEYS)
  local list = callbacks.of(t)
  for _, name in ipairs(list) do
    if type(t[name]) ~= "function" then
      r:fail_at(line_of(name), "%s: expected a function(ctx, event), found %s", name,
        r:describe(t[name]))
    end
  end
  if t.migrate ~= nil and type(t.migrate) ~= "function" then
    r:fail_at(line_of "migrate", "migrate: expected a function(state, version), found %s",
      r:describe(t.migrate))
  end
  return list
end

--- Which nodes the sides need; complains about conditions that none of them does.
-- @param what  they are, for people
local function reachable(r, plan_sides, what)
  local needed = {}
  local function visit(id)
    if not id or needed[id] then return end
    needed[id] = true
    local node = r.nodes[id]
    for _, arg in ipairs(node.args or node.inputs or {}) do visit(arg) end
  end
  for _, place in ipairs(sides.places(plan_sides)) do visit(place[1][place[2]]) end
  for id, node in ipairs(r.nodes) do
    if node.kind == "condition" and not needed[id] then
      r:fail_at(node.line, UNUSED, what)
    end
  end
  return needed
end

--- The nodes that are needed, renumbered; nodes only refer to earlier ones.
local function compact(r, needed, plan_sides)
  local nodes, new_id = {}, {}
  local function renumber(list)
    local result = {}
    for i, id in ipairs(list or {}) do result[i] = new_id[id] end
    return result
  end
  for id, node in ipairs(r.nodes) do
    if needed[id] then
      node.args, node.inputs = renumber(node.args), renumber(node.inputs)
      nodes[#nodes + 1] = node
      new_id[id] = #nodes
    end
  end
  for _, place in ipairs(sides.places(plan_sides)) do
    place[1][place[2]] = new_id[place[1][place[2]]]
  end
  return nodes
end

local function check_returned(r, t, made, text)
  if type(t) == "table" and made[t] then return end
  if t == nil and next(made) then
    r:fail_at(made[next(made)], "the strategy is not returned: write `return strategy { ... }`")
  end
  local last = select(2, text:gsub("\n", "")) + (text:sub(-1) == "\n" and 0 or 1)
  local what = t == nil and "nothing" or r:describe(t)
  r:fail_at(math.max(1, last),
    "the file must end with `return strategy { ... }`, and it returns %s", what)
end

--- What a script wants to read as ctx.ind: expressions by name.
local function add_indicators(r, t, plan, context)
  local line_of, tools = context.line_of, context.tools
  if type(t.indicators) ~= "function" then
    r:fail_at(line_of "indicators", "indicators: expected a function(m, p), found %s",
      r:describe(t.indicators))
  end
  r.fallback_line = debug.getinfo(t.indicators, "S").linedefined
  local returned = chunk.call(r, t.indicators, tools.market,
    parameters.object(r, plan.params, plan.values))
  plan.named = named.check(r, returned)
  plan.nodes = compact(r, reachable(r, plan.named, "indicators"), plan.named)
  plan.definitions = custom.plan(r, tools, plan.nodes, context.job)
end

-- What a script may use beside the words of rules.
local function add_free(env, job, log)
  if not callbacks.mentioned(job.text) then return end
  local more = free.environment { seed = 1, hash = "", log = log }
  for _, name in ipairs(free.names) do rawset(env, name, more[name]) end
end

local function run(r, job, log)
  local env, tools = environment.new(r, job.indicators, log)
  add_free(env, job, log)
  chunk.watch(r, job.clock, describe.SECONDS, describe.TOO_LONG)
  local found
  local function line_of(path)
    found = found or keys.scan(job.text)
    return keys.line(found, path)
  end
  local made = {}
  function env.strategy(t)
    if type(t) ~= "table" or r:kind(t) then
      r:fail("strategy takes a table in braces, found %s", r:describe(t))
    end
    made[t] = r:line() or 1
    return t
  end
  local t = chunk.run(r, job, env, tools)
  check_returned(r, t, made, job.text)
  r.fallback_line = 1
  check_head(r, t, line_of)
  local scripted = #callbacks.of(t) > 0 and script_of(r, t, line_of)
  if not scripted then check_rules(r, t, line_of) end
  local list = parameters.list(r, t.params, tools.param_of, line_of)
  local values, err = params.bind(list, job.given)
  if not values then error({ message = err, usage = true }, 0) end
  if scripted then
    local plan = { kind = "script", name = t.name, timeframe = t.timeframe or "", params = list,
      values = values, regimes = regimes_of(r, t.regimes, line_of), callbacks = scripted }
    local context = { tools = tools, line_of = line_of, job = job }
    if t.indicators ~= nil then add_indicators(r, t, plan, context) end
    return plan
  end
  local context = {
    line_of = line_of, rules_line = debug.getinfo(t.rules, "S").linedefined,
    distance_of = tools.distance_of, size_of = tools.size_of,
  }
  r.fallback_line = context.rules_line
  local returned = chunk.call(r, t.rules, tools.market, parameters.object(r, list, values))
  local plan_sides = sides.check(r, returned, context)
  local nodes = compact(r, reachable(r, plan_sides, "sides"), plan_sides)
  return {
    name = t.name, timeframe = t.timeframe or "", params = list, values = values,
    regimes = regimes_of(r, t.regimes, line_of), sides = plan_sides, nodes = nodes,
    definitions = custom.plan(r, tools, nodes, job),
  }
end

--- @param job  { text, given = { param = value }, indicators = rows, clock = seconds(),
--   files = { { path, text }, ... } of indicators }
-- @param log  function(text)
-- @return plan, or nil and { message, line or nil, file or nil: of an indicator, usage = true
--   when it is a value given for a parameter that is wrong, not the script, wants = name of an
--   indicator that there is not }; raises only "not enough memory"
function describe.strategy(job, log)
  local r = recorder.new(chunk.MAIN)
  classes.install(r)
  local ok, result = pcall(run, r, job, log)
  if ok then return result end
  return nil, chunk.failure(r, result)
end

return describe
