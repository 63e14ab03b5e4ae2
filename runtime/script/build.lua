--- From the plan a sandboxed script handed back to a strategy of the host. The
-- plan may hold anything: every field is checked before it is used.
local ffi = require "ffi"
local C = require("stdlib.host").C

local callbacks = require "runtime.script.callbacks"
local definition = require "runtime.script.definition"

local build = {}

local MOST_NODES, MOST_DEFINITIONS = 20000, 200

--- Raise what is wrong with node or side; `line` may be nil.
local function refuse(message, line) error({ message = message, line = line }, 0) end

local BROKEN = "the description of its rules is damaged"

local function check(ok) if not ok then refuse(BROKEN) end end

local function text(value, most)
  check(type(value) == "string" and #value <= most and not value:find "%z")
  return value
end

local function number(value)
  check(type(value) == "number" and value == value and math.abs(value) < math.huge)
  return value
end

--- A whole number that fits the struct, 0 when absent.
local function count(value)
  if value == nil then return 0 end
  check(type(value) == "number" and value >= 1 and value <= 1e6 and value == math.floor(value))
  return value
end

--- A positive number, 0 when absent.
local function amount(value)
  if value == nil then return 0 end
  check(number(value) > 0)
  return value
end

--- Bits as a whole number, none when absent.
local function bits(value, most)
  if value == nil then return 0 end
  check(type(value) == "number" and value >= 0 and value < 2 ^ most and value % 1 == 0)
  return value
end

local function list(value, most)
  check(type(value) == "table" and #value <= most)
  return value
end

local function line_of(value)
  return type(value) == "number" and value >= 1 and value < 1e7 and value or nil
end

local maker = {}
maker.__index = maker

function maker:id(index)
  local id = type(index) == "number" and self.ids[index]
  check(id)
  return id
end

--- Keeps a node's line; raises the host's message when there is no node.
function maker:keep(id, line)
  if id < 0 then
    local message = ffi.string(self.err.text)
    refuse(message ~= "" and message or ffi.string(C.tide_strerror(id)), line)
  end
  if line and not self.lines[id] then self.lines[id] = line end
  return id
end

function maker:field(name, timeframe, symbol, line)
  return self:keep(C.tide_graph_field(self.graph, name, timeframe, symbol, self.err), line)
end

function maker:indicator(name, inputs, params, output, line)
  local call = ffi.new "tide_graph_call"
  call.name, call.n_inputs, call.n_params, call.output = name, #inputs, #params, output
  for i, id in ipairs(inputs) do call.inputs[i - 1] = id end
  for i, value in ipairs(params) do call.params[i - 1] = value end
  return self:keep(C.tide_graph_indicator(self.graph, call, self.err), line)
end

function maker:op(name, args, numbers, tz, line)
  local apply = ffi.new "tide_graph_apply"
  apply.op, apply.n_args, apply.n_numbers, apply.text = name, #args, #numbers, tz
  for i, id in ipairs(args) do apply.args[i - 1] = id end
  for i, value in ipairs(numbers) do apply.numbers[i - 1] = value end
  return self:keep(C.tide_graph_op(self.graph, apply, self.err), line)
end

local forms = {}

function forms.number(m, node, line)
  return m:keep(C.tide_graph_number(m.graph, number(node.number)), line)
end

function forms.field(m, node, line)
  return m:field(text(node.field, 32), text(node.timeframe, 16), text(node.symbol, 63), line)
end

function forms.indicator(m, node, line)
  local inputs, params = {}, {}
  for i, index in ipairs(list(node.inputs, C.TIDE_IND_MAX_IO)) do inputs[i] = m:id(index) end
  for i, value in ipairs(list(node.params, C.TIDE_IND_MAX_PARAMS)) do params[i] = number(value) end
  local output = number(node.output)
  check(output >= 0 and output < C.TIDE_IND_MAX_IO)
  local id = m:indicator(text(node.name, 64), inputs, params, output, line)
  if type(node.bars) == "table" then
    local lookback, warmup = number(node.bars[1]), number(node.bars[2])
    check(lookback >= 0 and warmup >= lookback and warmup <= 1e6)
    C.tide_graph_custom_bars(m.graph, id, lookback, warmup)
  end
  return id
end

function forms.op(m, node, line)
  local args, numbers = {}, {}
  for i, index in ipairs(list(node.args, C.TIDE_GRAPH_MAX_ARGS)) do args[i] = m:id(index) end
  for i, value in ipairs(list(node.numbers, C.TIDE_GRAPH_MAX_NUMBERS)) do
    numbers[i] = number(value)
  end
  local zone = node.text and text(node.text, 40) or nil
  if zone and C.tide_timezone_check(zone, m.err) ~= C.TIDE_OK then
    refuse(ffi.string(m.err.text), line)
  end
  return m:op(text(node.op, 32), args, numbers, zone, line)
end

local LEVEL_KINDS = {
  fraction = C.TIDE_LEVEL_FRACTION, distance = C.TIDE_LEVEL_DISTANCE, price = C.TIDE_LEVEL_PRICE,
}

function maker:atr(level)
  local line, inputs = line_of(level.line), {}
  for i, field in ipairs { "high", "low", "close" } do
    inputs[i] = self:field(field, "", "", line)
  end
  local id = self:indicator("atr", inputs, { number(level.n) }, 0, line)
  if number(level.factor) == 1 then return id end
  local factor = self:keep(C.tide_graph_number(self.graph, level.factor), line)
  return self:op("mul", { id, factor }, {}, nil, line)
end

function maker:level(out, level)
  if level == nil then return end
  check(type(level) == "table" and LEVEL_KINDS[level.kind])
  out.kind = LEVEL_KINDS[level.kind]
  if level.kind == "fraction" then out.fraction = amount(level.value)
  elseif level.kind == "distance" then out.node = self:atr(level)
  else out.node = self:node(level.node, C.TIDE_KIND_COLUMN) end
end

function maker:node(index, kind)
  if index == nil then return -1 end
  local id = self:id(index)
  check(C.tide_graph_kind(self.graph, id) == kind)
  return id
end

--- A rule as one about the position of its side.
function maker:own(id, side)
  if id < 0 then return id end
  return self:keep(C.tide_graph_of_side(self.graph, id, side, self.err), self.lines[id])
end

local SIZE_KINDS = {
  fixed = C.TIDE_SIZE_FIXED, cash = C.TIDE_SIZE_CASH, units = C.TIDE_SIZE_UNITS,
  risk = C.TIDE_SIZE_RISK, volatility = C.TIDE_SIZE_VOLATILITY, kelly = C.TIDE_SIZE_KELLY,
}

local function timeframe(name)
  local out = ffi.new "int64_t[1]"
  if C.tide_timeframe_parse(text(name, 16), out) ~= C.TIDE_OK then
    refuse(("expected a time frame like \"1h\", found '%s'"):format(name))
  end
  return out[0]
end

--- @param which  TIDE_LONG or TIDE_SHORT
function maker:side(out, side, which)
  if side == nil then return end
  check(type(side) == "table" and side.enter ~= nil)
  out.used = true
  out.enter = self:node(side.enter, C.TIDE_KIND_CONDITION)
  out.exit = self:own(self:node(side.exit, C.TIDE_KIND_CONDITION), which)
  for _, name in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    self:level(out[name], side[name])
  end
  out.breakeven_at = amount(side.breakeven_at)
  out.partials = 0
  for i, partial in ipairs(list(side.partial or {}, C.TIDE_MAX_PARTIALS)) do
    check(type(partial) == "table")
    out.partial[i - 1].at, out.partial[i - 1].close = amount(partial.at), amount(partial.close)
    out.partials = i
  end
  out.max_bars, out.limit = count(side.max_bars), self:node(side.limit, C.TIDE_KIND_COLUMN)
  out.limit_bars = side.limit_bars and count(side.limit_bars) or 1
  if side.size then
    check(type(side.size) == "table" and SIZE_KINDS[side.size.kind])
    out.size.kind, out.size.value = SIZE_KINDS[side.size.kind], amount(side.size.value)
  end
  out.confidence = self:node(side.confidence, C.TIDE_KIND_COLUMN)
  if side.max_entries then
    out.max_entries = count(list(side.max_entries, 2)[1])
    out.max_entries_period = timeframe(side.max_entries[2])
  end
  out.add = -1
  if side.add then
    check(type(side.add) == "table")
    out.add = self:own(self:node(side.add.node, C.TIDE_KIND_CONDITION), which)
    out.add_max = count(side.add.max)
  end
end

local KINDS = { int = "number", number = "number", choice = "string", flag = "boolean" }

local function parameters(plan)
  local specs, values = {}, {}
  for i, spec in ipairs(list(plan.params, 1000)) do
    check(type(spec) == "table" and KINDS[spec.kind])
    local name, kind = text(spec.name, 64), KINDS[spec.kind]
    local value = type(plan.values) == "table" and plan.values[name]
    check(type(value) == kind and type(spec.default) == kind)
    for _, bound in ipairs { "min", "max", "step" } do
      check(spec[bound] == nil or type(spec[bound]) == "number")
    end
    local choices = spec.choices and {} or nil
    for k, choice in ipairs(list(spec.choices or {}, 1000)) do choices[k] = text(choice, 64) end
    values[name] = value
    specs[i] = {
      name = name, kind = spec.kind, default = spec.default, choices = choices,
      min = spec.min, max = spec.max, step = spec.step, line = line_of(spec.line),
    }
  end
  return specs, values
end

local function new_strategy(plan)
  local cdata = C.tide_strategy_new()
  if cdata == nil then refuse "out of memory" end
  ffi.gc(cdata, C.tide_strategy_free)
  local name = text(plan.name, C.TIDE_NAME_SIZE - 1)
  ffi.copy(cdata.name, name)
  if text(plan.timeframe, 16) ~= "" then cdata.timeframe = timeframe(plan.timeframe) end
  cdata.regimes = bits(plan.regimes, C.tide_regime_count())
  return cdata
end

local function new_maker(cdata, plan)
  local m = { graph = cdata.graph, ids = {}, lines = {}, err = ffi.new "tide_error" }
  setmetatable(m, maker)
  for _, one in ipairs(list(plan.definitions or {}, MOST_DEFINITIONS)) do
    local fine, why = definition.add(m.graph, one)
    if not fine then refuse(why) end
  end
  for i, node in ipairs(list(plan.nodes, MOST_NODES)) do
    check(type(node) == "table" and forms[node.form])
    m.ids[i] = forms[node.form](m, node, line_of(node.line))
  end
  return m
end

--- A strategy that needs each of some nodes, and does nothing with them: so they are evaluated.
local function carry(m, nodes)
  local zero, all = m:keep(C.tide_graph_number(m.graph, 0)), nil
  for _, node in ipairs(nodes) do
    local one = node.condition and node.node or m:op("above", { node.node, zero }, {})
    all = all and m:op("any", { all, one }, {}) or one
  end
  return all
end

--- What a script reads as ctx.ind.
-- @return { cdata, named = { { name, node, condition }, ... by name } }
local function columns(plan)
  local cdata, nodes, names = new_strategy(plan), {}, {}
  local m = new_maker(cdata, plan)
  check(type(plan.named) == "table")
  for name in pairs(plan.named) do names[#names + 1] = text(name, 64) end
  table.sort(names)
  for i, name in ipairs(list(names, 500)) do
    local id = m:id(type(plan.named[name]) == "table" and plan.named[name].enter)
    local condition = C.tide_graph_kind(m.graph, id) == C.TIDE_KIND_CONDITION
    nodes[i] = { name = name, node = id, condition = condition }
  end
  check(#nodes > 0)
  local side = cdata.side[C.TIDE_LONG]
  side.used, side.enter = true, carry(m, nodes)
  return { cdata = cdata, named = nodes }
end

--- A script has no sides: what it does is up to its functions.
local function script(plan)
  local has = {}
  for i, name in ipairs(list(plan.callbacks, #callbacks.names)) do has[i] = text(name, 32) end
  check(#has > 0)
  local specs, values = parameters(plan)
  return {
    cdata = new_strategy(plan), params = values, param_specs = specs, callbacks = has,
    columns = plan.named and columns(plan),
  }
end

local function run(plan)
  check(type(plan) == "table")
  if plan.kind == "script" then return script(plan) end
  check(type(plan.sides) == "table")
  check(plan.sides.long ~= nil or plan.sides.short ~= nil)
  local cdata = new_strategy(plan)
  local m = new_maker(cdata, plan)
  m:side(cdata.side[C.TIDE_LONG], plan.sides.long, C.TIDE_LONG)
  m:side(cdata.side[C.TIDE_SHORT], plan.sides.short, C.TIDE_SHORT)
  local specs, values = parameters(plan)
  return { cdata = cdata, params = values, param_specs = specs, node_lines = m.lines }
end

--- @return { cdata, params, param_specs, node_lines, or of a script callbacks }, or nil and
--   { message, line or nil }
function build.strategy(plan)
  local ok, result = pcall(run, plan)
  if ok then return result end
  if type(result) == "table" then return nil, result end
  return nil, { message = BROKEN }
end

return build
