--- One random case: made from a seed, checked against the kernel, shrunk while
-- it still fails, and printed so that a person can read it.
local compare = require "tests.support.reference.compare"
local engine = require "tests.support.reference.engine"
local kernel = require "tests.support.kernel"
local metrics = require "tests.support.reference.metrics"
local random = require "tests.support.reference.random"
local random_market = require "tests.support.reference.random_market"
local random_rules = require "tests.support.reference.random_rules"

local case = {}

function case.new(seed)
  local r = random.new(seed)
  local market = random_market.new(r)
  local rules = random_rules.rules(r, market)
  local settings = random_rules.settings(r, market, rules)
  random_rules.add(r, market, rules)
  return { seed = seed, market = market, rules = rules, settings = settings }
end

--- Bit for bit: the kernel with jumps against the kernel without.
local function jumps(c, fast)
  local slow = assert(kernel.run(c.market, c.rules, c.settings, { no_jump = true }))
  for i = 1, math.max(#fast.trades, #slow.trades) do
    local a, b = slow.trades[i] or {}, fast.trades[i] or {}
    for key, value in pairs(a) do
      if b[key] ~= value then return ("no_jump: trade %d, %s differs"):format(i, key) end
    end
    if not slow.trades[i] then return "no_jump: more trades with jumps" end
  end
  for i = 0, slow.last - slow.first do
    if slow.equity[i] ~= fast.equity[i] then return "no_jump: mark of bar " .. slow.first + i end
  end
  for key, value in pairs(slow.metrics) do
    if fast.metrics[key] ~= value then return "no_jump: metric " .. key end
  end
end

--- The kernel's marks and trades as a run of the reference engine, so that
-- its metrics are judged on the very numbers they were made of.
local function adopt(expected, found)
  local run = {}
  for key, value in pairs(expected) do run[key] = value end
  for key, value in pairs(found) do run[key] = value end
  for i, trade in ipairs(run.trades) do
    trade.entry_at, trade.exit_at = expected.trades[i].entry_at, expected.trades[i].exit_at
    trade.seen = expected.trades[i].seen
  end
  return run
end

--- What is wrong with a case, nil when all agrees.
function case.check(c)
  local expected = engine.run(c.market, c.rules, c.settings)
  local found, message = kernel.run(c.market, c.rules, c.settings)
  if not found then
    -- Without a bar to trade there is nothing to compare.
    return expected.last >= expected.first and "the kernel refuses: " .. message or nil
  end
  return compare.runs(expected, found, c.settings.cash)
    or compare.metrics(metrics.of(adopt(expected, found)), found.metrics, kernel.metric_names())
    or jumps(c, found)
end

local function copy(value)
  if type(value) ~= "table" then return value end
  local out = {}
  for k, v in pairs(value) do out[k] = copy(v) end
  return out
end

--- Tries a change on a copy; keeps it when the case still fails.
local function try(c, change)
  local smaller = copy(c)
  if change(smaller) == false then return c, false end
  local ok, message = pcall(case.check, smaller)
  if ok and message and not message:find "refuses" then return smaller, true end
  return c, false
end

local COLUMNS = { "time", "open", "high", "low", "close", "volume", "funding", "mark", "atr" }

local function drop_first(c, count)
  local m = c.market
  if m.n - count < 2 then return false end
  local function shift(list)
    if not list then return end
    for t = 0, m.n - 1 do list[t] = list[t + count] end
  end
  for _, name in ipairs(COLUMNS) do shift(m[name]) end
  for side = 0, 1 do
    local s = c.rules.side[side] or {}
    for _, value in pairs(s) do
      if type(value) == "table" then
        if value[0] ~= nil then shift(value) end
        if value.values then shift(value.values) end
      end
    end
  end
  m.n = m.n - count
  c.rules.first = math.max(0, c.rules.first - count)
  c.rules.settled = math.max(0, c.rules.settled - count)
end

local function cut_bars(c)
  local changed
  local step = math.floor(c.market.n / 2)
  while step >= 1 do
    c, changed = try(c, function(s)
      if s.market.n - step < 2 then return false end
      s.market.n = s.market.n - step
      s.rules.first = math.min(s.rules.first, s.market.n)
      s.rules.settled = math.min(s.rules.settled, s.market.n)
    end)
    if not changed then c, changed = try(c, function(s) return drop_first(s, step) end) end
    if not changed then step = math.floor(step / 2) end
  end
  return c
end

local function drop_options(c)
  for name, plain in pairs(random_rules.plain()) do
    c = try(c, function(s) s.settings[name] = copy(plain) end)
  end
  for _, name in ipairs { "funding", "mark", "volume" } do
    c = try(c, function(s)
      if not s.market[name] then return false end
      s.market[name] = nil
      if name == "volume" and (s.settings.slippage_kind == "volume" or s.settings.require_volume
        or s.settings.max_participation > 0) then return false end
    end)
  end
  for side = 0, 1 do
    c = try(c, function(s) s.rules.side[side] = nil end)
    local names = {}
    for name in pairs(c.rules.side[side] or {}) do
      if name ~= "enter" and name ~= "exit" and name ~= "limit_bars" then names[#names + 1] = name end
    end
    table.sort(names)
    for _, name in ipairs(names) do c = try(c, function(s) s.rules.side[side][name] = nil end) end
  end
  return c
end

local function clear_signals(c)
  for t = 0, c.market.n - 1 do
    for side = 0, 1 do
      for _, name in ipairs { "enter", "exit" } do
        c = try(c, function(s)
          if not s.rules.side[side] or not s.rules.side[side][name][t] then return false end
          s.rules.side[side][name][t] = false
        end)
      end
    end
  end
  return c
end

--- A smaller case that still fails.
function case.shrink(c)
  for _ = 1, 3 do c = clear_signals(drop_options(cut_bars(c))) end
  return c
end

local function show(value)
  if type(value) == "number" then return ("%.12g"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for k, v in pairs(value) do
    if not (type(k) == "number" and k >= 0 and type(v) == "boolean" and not v) then
      parts[#parts + 1] = { tostring(k), show(v) }
    end
  end
  table.sort(parts, function(a, b)
    local x, y = tonumber(a[1]), tonumber(b[1])
    if x and y then return x < y end
    return a[1] < b[1]
  end)
  for i, part in ipairs(parts) do parts[i] = part[1] .. "=" .. part[2] end
  return "{" .. table.concat(parts, " ") .. "}"
end

--- The case for a reader: bars, rules and whatever is not at rest.
function case.describe(c)
  local m, lines = c.market, {}
  lines[1] = ("seed %d, %d bars of %g s, first %d, settled %d"):format(c.seed, m.n,
    m.timeframe / 1e6, c.rules.first, c.rules.settled)
  for t = 0, math.min(m.n, 40) - 1 do
    local line = ("  %3d %14.0f"):format(t, m.time[t] / 1e6)
    for _, name in ipairs { "open", "high", "low", "close", "volume", "funding", "mark", "atr" } do
      if m[name] then line = line .. (" %s %.12g"):format(name:sub(1, 1), m[name][t]) end
    end
    lines[#lines + 1] = line
  end
  for side = 0, 1 do
    for name, value in pairs(c.rules.side[side] or {}) do
      if type(value) == "table" then
        local cut = {}
        for k, v in pairs(value) do
          if type(k) ~= "number" or k < m.n then cut[k] = v end
        end
        value = cut
      end
      lines[#lines + 1] = ("  %s.%s = %s"):format(side == 0 and "long" or "short", name, show(value))
    end
  end
  local plain = random_rules.plain()
  for name, value in pairs(c.settings) do
    if show(value) ~= show(plain[name]) then
      lines[#lines + 1] = ("  settings.%s = %s"):format(name, show(value))
    end
  end
  return table.concat(lines, "\n")
end

return case
