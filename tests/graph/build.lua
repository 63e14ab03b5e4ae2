--- Builds expressions (see naive.lua) as nodes of a graph in the host.
local ffi = require "ffi"
local C = require("stdlib.host").C

local build = {}

--- A strategy that is freed with its Lua object.
function build.strategy() return ffi.gc(C.tide_strategy_new(), C.tide_strategy_free) end

local function check(id, error, level)
  if id < 0 then return nil, ffi.string(error.text), level end
  return id
end

--- Id of an expression, or nil and the message. Shared tables become one node.
function build.node(graph, x, memo)
  memo = memo or {}
  if memo[x] then return memo[x] end
  local error = ffi.new "tide_error"
  local args = {}
  for i, arg in ipairs(x.args or {}) do
    local id, message = build.node(graph, arg, memo)
    if not id then return nil, message end
    args[i] = id
  end
  local id
  if x.number then
    id = C.tide_graph_number(graph, x.number)
  elseif x.field then
    id = C.tide_graph_field(graph, x.field, x.tf or "", x.symbol or "", error)
  elseif x.ind then
    local call = ffi.new("tide_graph_call", { name = x.ind, n_inputs = #args, n_params = #x.params })
    for i, arg in ipairs(args) do call.inputs[i - 1] = arg end
    for i, p in ipairs(x.params) do call.params[i - 1] = p end
    call.output = x.output or 0
    id = C.tide_graph_indicator(graph, call, error)
  else
    local numbers = x.numbers or {}
    local apply = ffi.new("tide_graph_apply", { op = x.op, n_args = #args, n_numbers = #numbers })
    for i, arg in ipairs(args) do apply.args[i - 1] = arg end
    for i, p in ipairs(numbers) do apply.numbers[i - 1] = p end
    apply.text = x.text
    id = C.tide_graph_op(graph, apply, error)
  end
  local found, message = check(id, error)
  if found then memo[x] = found end
  return found, message
end

--- Candles of the host from lists; { tf, time, open ... }. Keeps nothing alive.
function build.candles(c)
  local n = #c.time
  local tf = ffi.new "int64_t[1]"
  assert(C.tide_timeframe_parse(c.tf, tf) == 0)
  local view = ffi.new("tide_candles", { n = n, timeframe = tf[0] })
  local keep = { ffi.new("int64_t[?]", n + 1) }
  for t = 1, n do keep[1][t - 1] = c.time[t] end
  view.time = keep[1]
  for _, name in ipairs { "open", "high", "low", "close", "volume", "funding", "mark" } do
    local column = c[name] and ffi.new("double[?]", n + 1, c[name])
    keep[#keep + 1] = column
    view[name] = column
  end
  return ffi.gc(C.tide_candles_copy(view), C.tide_candles_free)
end

--- Candles live as long as the market that borrows them.
local borrowed = setmetatable({}, { __mode = "k" })

--- A market over candles of the host: build.market("A", { A = candles, B = ... }).
function build.market(traded, candles)
  local m = ffi.gc(C.tide_market_new(traded, candles[traded]), C.tide_market_free)
  for name, c in pairs(candles) do
    if name ~= traded then assert(C.tide_market_add(m, name, c) == 0) end
  end
  borrowed[m] = candles
  return m
end

--- Evaluates. Signals, or nil and the message; free them before the market.
function build.signals(strategy, market)
  local out, error = ffi.new "tide_signals *[1]", ffi.new "tide_error"
  if C.tide_signals_new(strategy, market, out, error) < 0 then return nil, ffi.string(error.text) end
  return out[0]
end

function build.hash(strategy)
  local text = ffi.new "char[17]"
  C.tide_strategy_hash(strategy, text)
  return ffi.string(text)
end

function build.text(graph, node)
  local text = ffi.new "char[1024]"
  C.tide_graph_text(graph, node, text, 1024)
  return ffi.string(text)
end

return build
