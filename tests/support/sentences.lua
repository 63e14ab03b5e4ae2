--- What a generated strategy must be, told from its JSON and the table of indicators alone: a
-- second, slow opinion on stdlib/generator, of which it uses nothing.
local cjson = require "cjson"
local indicators = require "stdlib.indicators"

local sentences = {}

local FIELD_UNITS = { open = "price", high = "price", low = "price", close = "price",
  hl2 = "price", hlc3 = "price", ohlc4 = "price", volume = "volume" }

-- What a number may be compared with at all, and what only with 0.
local FREE = { percent = true, ratio = true, index = true, bars = true, signal = true }

local function fail(what, ...) error(what:format(...), 0) end

local function find_output(spec, name)
  if #spec.outputs == 1 then
    if name then fail("%s has one output and is asked for '%s'", spec.name, name) end
    return 1
  end
  for k, output in ipairs(spec.outputs) do
    if output == name then return k end
  end
  fail("%s has no output '%s'", spec.name, tostring(name))
end

local function check_params(spec, params)
  if #params ~= #spec.params then fail("%s has %d parameters", spec.name, #params) end
  for i, x in ipairs(params) do
    local p = spec.params[i]
    if x < p.min or x > p.max then fail("%s: %s = %g is out of range", spec.name, p.name, x) end
    if p.integer and x % 1 ~= 0 then fail("%s: %s = %g is not whole", spec.name, p.name, x) end
    if #("%.14g"):format(x) > 6 then fail("%s: %s = %.14g is no number a person writes", spec.name, p.name, x) end
  end
end

-- Inputs are of the time frame of what is computed of them.
local function text_of(o, with_output)
  if type(o) == "string" then return o end
  local inputs = {}
  for i, input in ipairs(o.inputs or {}) do inputs[i] = text_of(input, true) end
  return ("%s(%s|%s)%s@%s"):format(o.indicator, table.concat(o.params or {}, ","), table.concat(inputs, ","),
    with_output and o.output and "." .. o.output or "", o.timeframe or "")
end

local column_of

-- The unit and the range of what an indicator is made of.
local function input_of(counts, spec, o)
  if not o.inputs then return nil end
  if #o.inputs ~= 1 or spec.inputs[1] ~= "real" then fail("%s: inputs are not its own", spec.name) end
  local input = o.inputs[1]
  if type(input) ~= "string" then
    input.timeframe = input.timeframe or o.timeframe
    return column_of(counts, input)
  end
  if FIELD_UNITS[input] ~= "price" then fail("%s is computed of '%s'", spec.name, input) end
  return { unit = "price" }
end

--- { unit, range, text = what tells it from other columns, spec, of = column it is an average of }
function column_of(counts, o)
  local field = FIELD_UNITS[o.indicator]
  if o.timeframe then counts.timeframes[o.timeframe] = true end
  if field then
    if o.params or o.output or o.inputs or o.shift then fail("%s is a column of the candles", o.indicator) end
    return { unit = field, text = text_of(o, true), field = o.indicator }
  end
  local spec = indicators.find(o.indicator) or fail("no indicator %s", o.indicator)
  local k = find_output(spec, o.output)
  local params = o.params or {}
  check_params(spec, params)
  local call = text_of(o, false)
  if not counts.calls[call] then
    counts.calls[call] = true
    counts.indicators, counts.numbers = counts.indicators + 1, counts.numbers + #params
  end
  local extreme = o.indicator == "highest" or o.indicator == "lowest" or o.indicator == "donchian"
  if (o.shift or 0) ~= (extreme and 1 or 0) then fail("%s is shifted by %s", o.indicator, tostring(o.shift)) end
  local input = input_of(counts, spec, o)
  local nested = input and type(o.inputs[1]) ~= "string"
  if nested and spec.units[k] ~= "price" then fail("%s of an indicator", o.indicator) end
  return {
    unit = nested and input.unit or spec.units[k], range = nested and input.range or spec.range, spec = spec,
    call = call, text = text_of(o, true), of = nested and input or nil, output = o.output, timeframe = o.timeframe,
  }
end

local function check_number(counts, left, comparison, x, levels)
  local spec, range = left.spec, left.range
  if left.field then fail("%s against the number %g", left.field, x) end
  if x ~= 0 then counts.numbers = counts.numbers + 1 end
  if spec.group == "pattern" then
    if x ~= 0 then fail("%s against %g", spec.name, x) end
    if comparison == "greater_than" and range[2] <= 0 then fail("%s is never above 0", spec.name) end
    if comparison == "less_than" and range[1] >= 0 then fail("%s is never below 0", spec.name) end
    return
  end
  if not FREE[left.unit] and x ~= 0 then fail("%s (%s) against %g", left.text, left.unit, x) end
  if range and (x <= range[1] or x >= range[2]) then fail("%s against %g, outside of its range", left.text, x) end
  local level = levels[spec.name .. "." .. (left.output or "")] or levels[spec.name]
  if level and (x < level[1] or x > level[2]) then fail("%s against %g, outside of its levels", left.text, x) end
  if not level and not range and x ~= 0 then fail("%s against %g, and it has no range", left.text, x) end
  if #("%.14g"):format(x) > 6 then fail("%.14g is no number a person writes", x) end
end

local function check_columns(left, right)
  if left.text == right.text then fail("%s against itself", left.text) end
  if left.unit ~= right.unit then fail("%s (%s) against %s (%s)", left.text, left.unit, right.text, right.unit) end
  if left.field and right.field and not (left.field == "close" and right.field == "open") then
    fail("%s against %s of the same bar", left.field, right.field)
  end
  local own = right.of and left.text == right.of.text
  local lines = left.call and left.call == right.call
  if left.unit ~= "price" and not own and not lines then
    fail("%s against %s: not its own line or average", left.text, right.text)
  end
end

local function check_condition(counts, c, levels)
  counts.conditions = counts.conditions + 1
  local left = column_of(counts, c)
  local crosses = c.comparison == "crosses_above" or c.comparison == "crosses_below"
  if c.comparison == "rising" or c.comparison == "falling" then
    counts.numbers = counts.numbers + 1
    if left.unit == "signal" then fail("%s rising", left.text) end
  elseif type(c.value) == "number" then
    if crosses and left.unit == "signal" then fail("%s crosses a number", left.text) end
    check_number(counts, left, c.comparison, c.value, levels)
  else
    check_columns(left, column_of(counts, c.value))
  end
  if c.held and (crosses or left.spec and left.spec.group == "pattern") then
    fail("%s %s held: never true", left.text, c.comparison)
  end
  if c.held and c.within then fail("held and within at once") end
  if c.held or c.within then counts.modifiers, counts.numbers = counts.modifiers + 1, counts.numbers + 1 end
end

local function check_rule(counts, rule, levels, depth)
  for _, part in ipairs(rule.conditions) do
    if part.conditions then
      if depth == 2 then fail "a group in a group" end
      counts.groups = counts.groups + 1
      check_rule(counts, part, levels, depth + 1)
    elseif not part.type then
      check_condition(counts, part, levels)
    end
  end
end

local LEAVES = { stop_loss = true, trailing_stop = true, time_stop = true }

local function check_exit(counts, rule, levels)
  local leaves = false
  for _, part in ipairs(rule.conditions) do
    if part.type then counts.stops, counts.numbers = counts.stops + 1, counts.numbers + 1 end
    leaves = leaves or not part.type or LEAVES[part.type]
  end
  if not leaves then fail "what loses is never left" end
  check_rule(counts, rule, levels, 1)
end

--- Raises what is wrong with a strategy.
-- @param text    a line of JSON
-- @param config  the table of config/grammar.lua
-- @return { indicators, conditions, timeframes, numbers, modifiers, groups, stops, complexity }, the decoded text
function sentences.measure(text, config)
  local s = cjson.decode(text)
  local counts = { calls = {}, timeframes = {}, indicators = 0, conditions = 0, numbers = 0, modifiers = 0,
    groups = 0, stops = 0 }
  local sides = 0
  for name, rule in pairs(s.entry_rules) do
    sides = sides + 1
    check_rule(counts, rule, config.levels, 1)
    check_exit(counts, s.exit_rules[name], config.levels)
  end
  local m = { timeframes = 1 }
  for _ in pairs(counts.timeframes) do m.timeframes = m.timeframes + 1 end
  for _, key in ipairs { "indicators", "conditions", "numbers", "modifiers", "groups", "stops" } do
    m[key] = counts[key]
  end
  -- docs/reference/generator.md
  m.complexity = 5 * m.indicators + 4 * m.conditions + m.numbers + 2 * m.modifiers + 3 * m.groups + 3 * m.stops
    + 5 * (m.timeframes - 1) + 3 * (sides - 1)
  return m, s
end

--- The default grammar as it stands in its file.
function sentences.config() return dofile(TIDE_ROOT .. "/config/grammar.lua") end

return sentences
