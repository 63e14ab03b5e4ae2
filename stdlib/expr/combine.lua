--- all, any, none, latch and session: what makes a condition out of others.
local hint_for = require "stdlib.expr.hint"
local market = require "stdlib.expr.market"

local combine = {}

local MOST_ITEMS = 64

local function list_of_conditions(r, name, items, extra)
  if type(items) ~= "table" or extra ~= nil or r:kind(items) then
    r:fail("%s takes a list in braces: %s { a, b }; found %s", name, name,
      r:kind(items) and extra ~= nil and "several arguments" or r:describe(items))
  end
  local count, ids = table.maxn(items), {}
  for key in pairs(items) do
    if type(key) ~= "number" then
      r:fail("%s takes a list of conditions, and '%s' is a name", name, tostring(key))
    end
  end
  if count == 0 then r:fail(name .. " { } is empty: it needs at least one condition") end
  if count > MOST_ITEMS then
    r:fail("%s takes at most %d conditions, found %d: put some into an inner %s { }", name,
      MOST_ITEMS, count, name)
  end
  for i = 1, count do ids[i] = r:condition(items[i], ("%s: item %d"):format(name, i)) end
  return ids
end

local function combiner(r, name)
  return function(items, extra)
    local ids = list_of_conditions(r, name, items, extra)
    return r:make("condition", { form = "op", op = name, args = ids, numbers = {} })
  end
end

--- Minutes since midnight of "HH:MM".
local function minutes(r, value, what)
  local hours, mins = tostring(value):match "^(%d%d?):(%d%d)$"
  local total = hours and hours * 60 + mins
  local fine = type(value) == "string" and total and tonumber(mins) < 60 and total <= 1440
  if fine then return total end
  r:fail('%s: expected a time like "08:30", found %s', what, r:describe(value))
end

local SESSION_KEYS = { "from", "to", "tz", "timeframe", "symbol" }
local IS_KEY = {}
for _, key in ipairs(SESSION_KEYS) do IS_KEY[key] = true end
local SESSION_PARTS = { "inside", "high", "low", "after" }
--- The keys of session { ... }, and what a session has.
combine.session_keys, combine.session_parts = SESSION_KEYS, SESSION_PARTS
local IS_PART = { inside = true, high = true, low = true }

local function session(r)
  local class = {}
  local sessions = {}
  r:name_class(class, "a session")

  local function part(s, name, after)
    local field = { form = "field", field = "close", timeframe = s.timeframe, symbol = s.symbol }
    local column = r.handles[r:make("column", field)]
    return r:make((name == "high" or name == "low") and "column" or "condition", {
      form = "op", op = "session_" .. name, args = { column }, numbers = { s.from, s.to, after },
      text = s.tz,
    })
  end

  function class.__index(self, key)
    local s = sessions[self]
    if key == "after" then
      return function(me, at)
        if me ~= self then r:fail('after: call it with a colon: session:after("16:00")') end
        return part(s, "after", minutes(r, at, "after"))
      end
    end
    if IS_PART[key] then return part(s, key) end
    r:fail("a session has no '%s'%s", tostring(key), hint_for(key, SESSION_PARTS))
  end
  function class.__newindex() r:fail "a session cannot be changed" end

  return function(options)
    if type(options) ~= "table" or r:kind(options) then
      r:fail('session takes a table: session { from = "08:00", to = "09:00", tz = "UTC" }')
    end
    for key in pairs(options) do
      if not IS_KEY[key] then
        r:fail("session: unknown key '%s'%s", tostring(key), hint_for(key, SESSION_KEYS))
      end
    end
    local tz = options.tz == nil and "UTC" or options.tz
    if type(tz) ~= "string" or not tz:match "^[%w_/+-]+$" or #tz > 40 then
      r:fail('session: tz: expected a time zone like "Europe/London", found %s', r:describe(tz))
    end
    local frame = options.timeframe
    if frame ~= nil then market.check_timeframe(r, frame, "session: timeframe") end
    if options.symbol ~= nil and not market.is_symbol(options.symbol) then
      r:fail('session: symbol: expected one like "ETHUSDT", found %s', r:describe(options.symbol))
    end
    local object = setmetatable({}, class)
    sessions[object] = {
      from = minutes(r, options.from, "session: from"), to = minutes(r, options.to, "session: to"),
      tz = tz, timeframe = frame or "", symbol = options.symbol or "",
    }
    return object
  end
end

--- Add the names to a script's environment.
function combine.install(r, env)
  for _, name in ipairs { "all", "any", "none" } do env[name] = combiner(r, name) end
  env.session = session(r)
  function env.latch(set, reset)
    if reset == nil and r:kind(set) ~= "condition" then
      r:fail("latch takes two conditions: latch(set, reset); found %s", r:describe(set))
    end
    local ids = { r:condition(set, "latch: set"), r:condition(reset, "latch: reset") }
    return r:make("condition", { form = "op", op = "latch", args = ids, numbers = {} })
  end
end

return combine
