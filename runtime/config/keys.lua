--- The keys of config/default.lua: what each may be, and which are taken up while a session runs.
local function number(min, max, whole)
  local wanted = ("%s from %g to %g"):format(whole and "a whole number" or "a number", min, max)
  return { wanted = wanted, is = function(x)
    return type(x) == "number" and x >= min and x <= max and (not whole or x == math.floor(x))
  end }
end

local function one_of(...)
  local known = {}
  for _, name in ipairs { ... } do known[name] = true end
  return { wanted = "one of " .. table.concat({ ... }, ", "), is = function(x) return known[x] end }
end

local flag = { wanted = "true or false", is = function(x) return type(x) == "boolean" end }

local speed = {
  wanted = 'a number above 0, or "max"',
  is = function(x) return x == "max" or (type(x) == "number" and x > 0 and x < math.huge) end,
}

--- In the order of the file: { name with a dot for each level, kind, while_it_runs }.
return {
  { "log_level", one_of("debug", "info", "warn", "error"), true },
  { "speed", speed, true },
  { "scripts.max_errors", number(1, 1e9, true), true },
  { "scripts.on_error", one_of("cancel", "close", "keep"), true },
  { "scripts.patience_ms", number(1, 1000), true },
  { "scripts.call_ms", number(10, 10000), true },
  { "scripts.silent_ms", number(100, 60000), true },
  { "scripts.megabytes", number(16, 4096, true), true },
  { "feed.grace", number(0, 3600), true },
  { "reload.watch", flag, false },
  { "reload.recent_bars", number(10, 100000, true), true },
}
