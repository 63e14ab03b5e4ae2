--- Tries an indicator that a script defined on a small made-up market before it is used: what
-- looks ahead, depends on how often it was called, or has a step that says something else
-- than its batch would fool its author.
local column = require "runtime.script.column"
local lists = require "stdlib.expr.lists"

local trial = {}

local LEAST_BARS, MORE_BARS, PARTS, WINDOWS = 160, 40, 6, 20

local function same(a, b)
  if a == nil or a ~= a then return b == nil or b ~= b end
  return a == b
end

local function shown(x) return x == nil and "nothing" or ("%.17g"):format(x) end

--- The first bar at which two sets of outputs differ: bar, name, one, other.
local function difference(spec, a, b, n)
  for t = 1, n do
    for i, name in ipairs(spec.outputs) do
      if not same(a[i][t], b[i][t]) then return t, name, shown(a[i][t]), shown(b[i][t]) end
    end
  end
end

--- The market upside down: what rose falls. One of the two has its highest bar late.
local function mirror(market)
  local made, first = { n = market.n }, market.open[1]
  local from = { open = "open", high = "low", low = "high", close = "close" }
  for name, list in pairs(market) do
    made[name] = name ~= "n" and lists.head(list, market.n) or market.n
    if from[name] then
      for t = 1, market.n do made[name][t] = first * first / market[from[name]][t] end
    elseif name == "volume" then
      for t = 1, market.n do made[name][t] = list[market.n + 1 - t] end
    elseif name == "hl2" then
      for t = 1, market.n do made[name][t] = first * first / list[t] end
    end
  end
  return made
end

local function columns_of(spec, market)
  local inputs, others = {}, 0
  for i, name in ipairs(spec.inputs) do
    inputs[i] = market[name]
    if not inputs[i] then
      others = others + 1
      inputs[i] = others == 1 and market.close or market.hl2
    end
  end
  return inputs
end

--- The trial on one market.
local function try(r, spec, values, lookback, market)
  local label, made = column.label(spec, values), spec.custom
  local fn = made.batch or made.step
  local inputs = columns_of(spec, market)
  local function compute(n, how)
    local part = {}
    for i, list in ipairs(inputs) do part[i] = lists.head(list, n) end
    return column.run(r, spec, values, { n = n, inputs = part, lookback = lookback, how = how })
  end
  local n = market.n
  local all = compute(n)
  local bar, name, first, second = difference(spec, all, compute(n), n)
  if bar then
    column.fail(r, fn, "%s: computed twice, output.%s[%d] is %s and then %s: it keeps something "
      .. "from one time to the next", label, name, bar, first, second)
  end
  if made.batch and made.step then
    bar, name, first, second = difference(spec, all, compute(n, "step"), n)
    if bar then
      column.fail(r, made.step, "%s: step gives another value than batch: output.%s[%d] is %s "
        .. "from batch and %s from step; one of the two may be left out", label, name, bar, first,
        second)
    end
  end
  local window = column.window(r, spec, values, lookback)
  for t = window + 1, math.min(n, window + WINDOWS) do
    local part = {}
    for i, list in ipairs(inputs) do part[i] = lists.part(list, t - window + 1, t) end
    local job = { n = window, inputs = part, lookback = lookback }
    for i, list in ipairs(column.run(r, spec, values, job)) do
      if not same(list[window], all[i][t]) then
        column.fail(r, made.window, "%s: window: the last %d bars are not enough: output.%s[%d] is "
          .. "%s from them and %s from all", label, window, spec.outputs[i], t,
          shown(list[window]), shown(all[i][t]))
      end
    end
  end
  for i = 1, PARTS do
    local short = i == 1 and lookback + 1 or lookback + math.floor((n - lookback) * i / (PARTS + 1))
    bar, name, first, second = difference(spec, compute(short), all, short)
    if bar then
      column.fail(r, fn, "%s looks ahead: output.%s[%d] changes from %s to %s when bars after it "
        .. "are added", label, name, bar, first, second)
    end
  end
end

--- @param market  { open, high, low, close, volume, time, condition, hl2 }: lists of `n` numbers
function trial.run(r, spec, values, lookback, market)
  try(r, spec, values, lookback, market)
  try(r, spec, values, lookback, mirror(market))
end

--- How many bars a trial takes.
-- @param window  bars, or math.huge
function trial.bars(lookback, window)
  local enough = window < math.huge and window or lookback
  return math.max(LEAST_BARS, enough + MORE_BARS)
end

return trial
