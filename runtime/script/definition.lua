--- Puts an indicator that a sandboxed script defined into a graph of the host. What the script
-- says of it may be anything: it is checked here, or by the host.
local ffi = require "ffi"
local C = require("stdlib.host").C

local definition = {}

local MOST_IDENTITY = 4 * 1024 * 1024
local BROKEN = "the description of its indicators is damaged"

local function text(value, most)
  if type(value) ~= "string" or #value > most or value:find "%z" then error(BROKEN, 0) end
  return value
end

local function name(value)
  if not text(value, 64):find "^[%a_][%w_]*$" then error(BROKEN, 0) end
  return value
end

--- One line for people.
local function line(value)
  if text(value, 200):find "%c" then error(BROKEN, 0) end
  return value
end

local function number(value)
  if type(value) ~= "number" or value - value ~= 0 then error(BROKEN, 0) end
  return value
end

local function names(out, list)
  if type(list) ~= "table" or #list > C.TIDE_IND_MAX_IO then error(BROKEN, 0) end
  for i, word in ipairs(list) do out[i - 1] = name(word) end
end

local function add(graph, d)
  if type(d) ~= "table" or type(d.params) ~= "table" or #d.params > C.TIDE_IND_MAX_PARAMS then
    error(BROKEN, 0)
  end
  local row, err = ffi.new "tide_indicator", ffi.new "tide_error"
  row.name, row.title = name(d.name), line(d.title)
  row.group, row.source = "custom", line(d.source)
  names(row.inputs, d.inputs)
  names(row.outputs, d.outputs)
  names(row.units, d.units)
  for i, p in ipairs(d.params) do
    local out = row.params[i - 1]
    out.name, out.integer = name(p.name), p.integer == true
    out.min, out.max, out.def = number(p.min), number(p.max), number(p.default)
    out.step = number(p.step)
  end
  if type(d.range) == "table" then
    row.out_min, row.out_max = tonumber(d.range[1]) or 0, tonumber(d.range[2]) or 0
  end
  row.sparse = d.sparse == true
  if C.tide_graph_define(graph, row, text(d.identity, MOST_IDENTITY), err) ~= C.TIDE_OK then
    error(ffi.string(err.text), 0)
  end
end

--- @param d  what runtime.script.custom tells of a definition
-- @return true, or nil and a message
function definition.add(graph, d)
  local ok, message = pcall(add, graph, d)
  if ok then return true end
  return nil, message
end

return definition
