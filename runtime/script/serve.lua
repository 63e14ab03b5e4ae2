--- Computes the indicators of a script one bar at a time, in a child that lives as long as they
-- are wanted. A question is doubles: number of the call, number of the bar from 0, the inputs;
-- the answer is "v" and doubles, or "f" and a failure.
local ffi = require "ffi"
local column = require "runtime.script.column"
local lists = require "stdlib.expr.lists"
local wire = require "stdlib.wire"

local serve = {}

local NAN = 0 / 0

--- With a step: the state goes on.
local function stepping(r, spec, call)
  local label, bar, row = column.label(spec, call.values), {}, {}
  local step = column.stepper(r, spec, label, call.values)
  return function(t, inputs)
    for i, name in ipairs(spec.inputs) do bar[i], bar[name] = inputs[i], inputs[i] end
    row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8] =
      column.call(r, label, step, bar)
    return column.row(r, spec, label, row, t, { lookback = call.lookback, inputs = inputs })
  end
end

--- With a batch: over the history so far, or what `window` says is enough of it.
local function repeating(r, spec, call)
  local history, n = {}, 0
  for i in ipairs(spec.inputs) do history[i] = {} end
  local window = column.window(r, spec, call.values, call.lookback)
  return function(_, inputs)
    n = n + 1
    for i, value in ipairs(inputs) do history[i][n] = value end
    local from, taken = math.max(0, n - window), {}
    for i, list in ipairs(history) do
      taken[i] = lists.part(list, from + 1, n)
      if from > 0 then list[from] = nil end
    end
    local count = n - from
    local outputs = column.run(r, spec, call.values,
      { n = count, inputs = taken, lookback = call.lookback })
    local row = {}
    for i, list in ipairs(outputs) do row[i] = list[count] or NAN end
    return row
  end
end

--- @param calls  { { spec, values, lookback }, ... }
-- @param rearm  function(bars): begins the time of an answer anew
function serve.run(r, calls, receive, send, rearm)
  local running, longest = {}, 2 + 8
  local asked = ffi.new("double[?]", longest)
  while true do
    local text = receive()
    if not text or #text > longest * 8 then return end
    ffi.copy(asked, text, #text)
    local id, bar, inputs = asked[0], asked[1], {}
    local call = calls[id]
    if not call then return end
    for i in ipairs(call.spec.inputs) do inputs[i] = asked[1 + i] end
    rearm(bar + 1)
    if bar == 0 then
      local make = call.spec.custom.step and stepping or repeating
      running[id] = make(r, call.spec, call)
    end
    send("v" .. lists.bytes(running[id](bar + 1, inputs), #call.spec.outputs))
  end
end

--- Tell the parent of a failure.
function serve.fail(send, failure) send("f" .. wire.encode(failure)) end

return serve
