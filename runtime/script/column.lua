--- Calls the functions of an indicator that a script defined, on plain lists, and holds
-- what they give against what the script said. Only called in a sandbox.
local chunk = require "runtime.script.chunk"
local lists = require "stdlib.expr.lists"

local column = {}

local MOST_BARS = 1000000

--- "ta.my_average(10)"
function column.label(spec, values)
  local words = {}
  for i, value in ipairs(values) do words[i] = ("%.10g"):format(value) end
  return ("ta.%s(%s)"):format(spec.name, table.concat(words, ", "))
end

--- The parameters as a function gets them: by name and by position, a table of its own.
function column.params(spec, values)
  local p = {}
  for i, param in ipairs(spec.params) do p[i], p[param.name] = values[i], values[i] end
  return p
end

--- Complain on the line where a function of the indicator begins.
function column.fail(r, fn, ...)
  local info = debug.getinfo(fn, "S")
  r.reading = r.chunks[info.source] or nil
  r:fail_at(info.linedefined, ...)
end

--- Call a function of the script and let errors name the indicator.
function column.call(r, label, fn, ...)
  local info = debug.getinfo(fn, "S")
  r.fallback_line, r.reading = info.linedefined, r.chunks[info.source] or nil
  local packed = { pcall(chunk.call, r, fn, ...) }
  if packed[1] then return unpack(packed, 2, table.maxn(packed)) end
  local err = packed[2]
  if type(err) == "table" and err.message then err.message = label .. ": " .. err.message end
  error(err, 0)
end

local function whole(x) return type(x) == "number" and x >= 0 and x <= MOST_BARS and x % 1 == 0 end

--- Lookback and warm-up of a call.
function column.bars(r, spec, values)
  local label, made = column.label(spec, values), spec.custom
  local lookback = column.call(r, label, made.lookback, column.params(spec, values))
  if not whole(lookback) then
    column.fail(r, made.lookback, "%s: lookback: expected a whole number of bars, found %s", label,
      r:describe(lookback))
  end
  if not made.warmup then return lookback, lookback end
  local warmup = column.call(r, label, made.warmup, column.params(spec, values))
  if not whole(warmup) or warmup < lookback then
    column.fail(r, made.warmup,
      "%s: warmup: expected a whole number of bars, at least the lookback of %d, found %s", label,
      lookback, r:describe(warmup))
  end
  return lookback, warmup
end

--- Is there a number in each bar? Else a value that is not is no surprise.
local function are_clean(inputs, n)
  for _, list in ipairs(inputs) do
    for t = 1, n do
      if list[t] ~= list[t] then return false end
    end
  end
  return true
end

local function check_value(r, fn, label, where, t, value, job)
  if t <= job.lookback then
    if value == nil or value ~= value then return end
    column.fail(r, fn,
      "%s: %s[%d] is %s, and the lookback says that the first %d bars have no value", label,
      where, t, r:describe(value), job.lookback)
  end
  if type(value) ~= "number" then
    if value == nil and job.sparse then return end
    column.fail(r, fn, "%s: %s[%d]: expected a number%s, found %s", label, where, t,
      job.lookback > 0 and (" after the lookback of %d bars"):format(job.lookback) or "",
      r:describe(value))
  end
  if value - value == 0 or (value ~= value and (job.sparse or not job.clean)) then return end
  column.fail(r, fn, "%s: %s[%d] is %s: is something divided by 0 there?", label, where, t,
    value ~= value and "not a number" or "infinite")
end

local function check(r, spec, fn, label, outputs, job)
  for i, name in ipairs(spec.outputs) do
    local list, where = outputs[i], "output." .. name
    for t = 1, job.n do check_value(r, fn, label, where, t, list[t], job) end
    for _, outside in ipairs { 0, job.n + 1 } do
      if list[outside] ~= nil then
        column.fail(r, fn, "%s: %s[%d] is written, and the bars are 1 to %d", label, where, outside,
          job.n)
      end
    end
  end
end

local function by_name(names, values)
  local t = {}
  for i, name in ipairs(names) do t[i], t[name] = values[i], values[i] end
  return t
end

local function run_batch(r, spec, label, values, job)
  local made, blank = spec.custom, {}
  for i in ipairs(spec.outputs) do blank[i] = lists.empty(job.n) end
  local output = by_name(spec.outputs, blank)
  column.call(r, label, made.batch, job.n, by_name(spec.inputs, job.inputs),
    column.params(spec, values), output)
  local outputs = {}
  for i, name in ipairs(spec.outputs) do -- a list may have been put in the place of another
    outputs[i] = output[i] ~= blank[i] and output[i] or output[name]
    local list = outputs[i]
    if type(list) ~= "table" or r:kind(list) or r.nouns[getmetatable(list) or false] then
      column.fail(r, made.batch, "%s: output.%s: expected a list of numbers, found %s", label, name,
        r:describe(list))
    end
  end
  return outputs
end

--- A function that is called for each bar, from the first one on, with the inputs of that bar.
-- @return function(bar) -> the values of the outputs
function column.stepper(r, spec, label, values)
  local made = spec.custom
  local p, state = column.params(spec, values), {}
  if made.start then state = column.call(r, label, made.start, p) end
  return function(bar) return made.step(state, bar, p) end
end

--- How many bars are enough for the value of the last; without `window`, all.
function column.window(r, spec, values, lookback)
  local window = spec.custom.window
  if not window then return math.huge end
  local label = column.label(spec, values)
  local bars = column.call(r, label, window, column.params(spec, values))
  if not whole(bars) or bars <= lookback then
    column.fail(r, window,
      "%s: window: expected a whole number of bars above the lookback of %d, found %s", label,
      lookback, r:describe(bars))
  end
  return bars
end

--- The outputs of one bar, as a step returned them.
-- @param t  number of the bar, from 1
-- @param job  { lookback, inputs: numbers }
-- @return list of numbers, NaN where there is none
function column.row(r, spec, label, row, t, job)
  job.sparse, job.clean = spec.sparse, true
  for i in ipairs(spec.inputs) do
    if job.inputs[i] ~= job.inputs[i] then job.clean = false end
  end
  local made = {}
  for i, name in ipairs(spec.outputs) do
    made[i] = t > job.lookback and row[i] or 0 / 0
    if t > job.lookback then
      check_value(r, spec.custom.step, label, "output." .. name, t, row[i], job)
    end
  end
  return made
end

local function run_step(r, spec, label, values, job)
  local outputs, count = {}, #spec.outputs
  for i = 1, count do outputs[i] = lists.empty(job.n) end
  local step, bar, row = column.stepper(r, spec, label, values), {}, {}
  column.call(r, label, function()
    for t = 1, job.n do
      for i, name in ipairs(spec.inputs) do
        local value = job.inputs[i][t]
        bar[i], bar[name] = value, value
      end
      row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8] = step(bar)
      for i = 1, count do
        if t > job.lookback then outputs[i][t] = row[i] end
      end
    end
  end)
  return outputs
end

--- Compute the outputs of one call.
-- @param values  its parameters
-- @param job  { n, inputs = lists of n numbers, lookback, how = "batch" | "step" or nil: whichever
--   is there }
-- @return lists of n numbers; nil or NaN in the first `lookback`
function column.run(r, spec, values, job)
  local made, label = spec.custom, column.label(spec, values)
  local batch = job.how ~= "step" and made.batch
  job.sparse, job.clean = spec.sparse, are_clean(job.inputs, job.n)
  local outputs = (batch and run_batch or run_step)(r, spec, label, values, job)
  check(r, spec, batch or made.step, label, outputs, job)
  return outputs
end

return column
