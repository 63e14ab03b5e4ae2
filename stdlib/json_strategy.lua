--- Strategies as JSON (docs/reference/strategy-json.md), with values for their parameters.
local ffi = require "ffi"
local params = require "stdlib.expr.params"
local C = require("stdlib.host").C

local json_strategy = {}

local MOST_PARAMS = 256

--- Without a range the host gives the widest doubles.
local function finite(x) if math.abs(x) < 1.7e308 then return x end end

--- The parameters as a strategy file would describe them.
local function specs_of(text, err)
  local found, count = ffi.new("tide_json_param[?]", MOST_PARAMS), ffi.new "int32_t[1]"
  local rc = C.tide_strategy_json_params(text, #text, found, MOST_PARAMS, count, err)
  if rc ~= C.TIDE_OK then return nil end
  local specs = {}
  for i = 0, math.min(count[0], MOST_PARAMS) - 1 do
    local p = found[i]
    specs[i + 1] = {
      name = ffi.string(p.name), kind = p.integer and "int" or "number", default = p.def,
      min = finite(p.min), max = finite(p.max), step = p.step > 0 and p.step or nil,
    }
  end
  return specs
end

--- @param given  { name = value or text }
-- @param prepare  function(graph) that defines indicators there: true, or nil and a message;
--   nil when there are none
-- @return { cdata, params, param_specs, doc }, or nil, a message, and true when it is a
--   given value that is wrong
function json_strategy.build(text, given, prepare)
  local err = ffi.new "tide_error"
  local specs = specs_of(text, err)
  if not specs then return nil, ffi.string(err.text) end
  local values, message = params.bind(specs, given)
  if not values then return nil, message, true end
  local bindings = ffi.new("tide_binding[?]", #specs + 1)
  for i, spec in ipairs(specs) do
    bindings[i - 1].name, bindings[i - 1].value = spec.name, values[spec.name]
  end
  local cdata = C.tide_strategy_new()
  if cdata == nil then return nil, "out of memory" end
  ffi.gc(cdata, C.tide_strategy_free)
  if prepare then
    local fine, why = prepare(cdata.graph)
    if not fine then return nil, why end
  end
  local rc = C.tide_strategy_read_json(cdata, text, #text, bindings, #specs, err)
  if rc ~= C.TIDE_OK then return nil, ffi.string(err.text) end
  return { cdata = cdata, params = values, param_specs = specs, doc = "" }
end

return json_strategy
