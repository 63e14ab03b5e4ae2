--- The table of indicators as Lua sees it, and a way to run one on columns.
--
--     local rsi = indicators.find "rsi"
--     local p = assert(indicators.check(rsi, { 14 }))
--     local y = indicators.run(rsi, n, { close }, p)[1]    -- double[n], NaN before the lookback
--
-- Everything is read from the rows at the foot of host/indicators/*.c.
local ffi = require "ffi"
local C = require("stdlib.host").C

local indicators = {}

local function names(array)
  local out = {}
  for i = 0, C.TIDE_IND_MAX_IO - 1 do
    if array[i] == nil then break end
    out[#out + 1] = ffi.string(array[i])
  end
  return out
end

local function params(array)
  local out = {}
  for i = 0, C.TIDE_IND_MAX_PARAMS - 1 do
    local p = array[i]
    if p.name == nil then break end
    out[#out + 1] = { name = ffi.string(p.name), min = p.min, max = p.max, default = p.def,
                      step = p.step, integer = p.integer }
  end
  return out
end

local FIELDS = { open = true, high = true, low = true, close = true, volume = true, time = true }

--- Where an input comes from, by its name: "field" of a market, "condition" or "column".
function indicators.kind(input)
  return FIELDS[input] and "field" or input == "condition" and "condition" or "column"
end

local function describe(row)
  return {
    cdata = row,
    name = ffi.string(row.name),
    title = ffi.string(row.title),
    group = ffi.string(row.group),
    source = ffi.string(row.source),
    inputs = names(row.inputs),
    outputs = names(row.outputs),
    units = names(row.units),
    params = params(row.params),
    sparse = row.sparse,
    range = row.out_min < row.out_max and { row.out_min, row.out_max } or nil,
  }
end

--- Every indicator, sorted by name.
indicators.list = {}
local by_name = {}
for i = 0, C.tide_indicator_count() - 1 do
  local spec = describe(C.tide_indicator_at(i))
  indicators.list[#indicators.list + 1] = spec
  by_name[spec.name] = spec
end
table.sort(indicators.list, function(a, b) return a.name < b.name end)

--- @return the indicator of that name, or nil
function indicators.find(name) return by_name[name] end

--- Check parameters and fill in the defaults.
-- @param values  list of numbers, may be shorter than spec.params
-- @return a double[], or nil and a message
function indicators.check(spec, values)
  local given = ffi.new("double[?]", math.max(#values, 1), values)
  local full = ffi.new("double[?]", C.TIDE_IND_MAX_PARAMS)
  local message = ffi.new "tide_error"
  local rc = C.tide_indicator_check(spec.cdata, given, #values, full, message)
  if rc ~= C.TIDE_OK then return nil, ffi.string(message.text) end
  return full
end

--- First defined index of the outputs on columns without undefined beginning.
function indicators.lookback(spec, p) return spec.cdata.lookback(p) end

--- Bars until the seed no longer matters.
function indicators.warmup(spec, p) return spec.cdata.warmup(p) end

--- Run an indicator.
-- @param n        bars
-- @param columns  list of double[n], one per input; they may begin with NaN
-- @param p        what indicators.check returned
-- @return list of double[n], one per output, and the first defined index (n: none)
function indicators.run(spec, n, columns, p)
  local inputs = ffi.new("const double *[?]", #columns, columns)
  local outputs = ffi.new("double *[?]", #spec.outputs)
  local result = {}
  for i = 1, #spec.outputs do
    result[i] = ffi.new("double[?]", math.max(n, 1))
    outputs[i - 1] = result[i]
  end
  local first = C.tide_indicator_run(spec.cdata, n, inputs, p, outputs)
  if first < 0 then error(ffi.string(C.tide_strerror(first)), 2) end
  return result, first
end

--- Start the streaming form.
-- @param p  what indicators.check returned
-- @return feed(n, columns) -> list of double[n], one per output; columns are the
--   next n bars of each input
function indicators.stream(spec, p)
  local state = ffi.gc(C.tide_stream_new(spec.cdata, p), C.tide_stream_free)
  if state == nil then error("out of memory", 2) end
  return function(n, columns)
    local inputs = ffi.new("const double *[?]", #columns, columns)
    local outputs = ffi.new("double *[?]", #spec.outputs)
    local result = {}
    for i = 1, #spec.outputs do
      result[i] = ffi.new("double[?]", math.max(n, 1))
      outputs[i - 1] = result[i]
    end
    C.tide_stream_feed(state, n, inputs, outputs)
    return result
  end
end

return indicators
