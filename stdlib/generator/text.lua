--- The JSON form of a strategy's tree (docs/reference/strategy-json.md), in one pass.
jit.off(true, true)

local buffer = require "string.buffer"

local text = {}

local put_operand

-- The members of a column, without braces. Numbers have 14 digits: those of a tree lie on grids.
-- What an indicator is computed of has its time frame, which is not said again.
function put_operand(b, o, outer)
  local term, params = o.term, o.params
  b:put('"indicator":"', term.name, '"')
  local n = #params
  if n == 1 then
    b:put(',"params":[', params[1], "]")
  elseif n > 1 then
    b:put(',"params":[', params[1])
    for i = 2, n do b:put(",", params[i]) end
    b:put "]"
  end
  local input = o.input
  if type(input) == "string" then
    b:put(',"inputs":["', input, '"]')
  elseif input then
    b:put ',"inputs":[{'
    put_operand(b, input, o.timeframe)
    b:put "}]"
  end
  if term.output then b:put(',"output":"', term.output, '"') end
  if o.timeframe and not outer then b:put(',"timeframe":"', o.timeframe, '"') end
  if o.shift then b:put(',"shift":', o.shift) end
end

local put_list

local function put_condition(b, c)
  b:put "{"
  put_operand(b, c.left)
  local right = c.right
  if type(right) == "table" then
    b:put(',"comparison":"', c.comparison, '","value":{')
    put_operand(b, right)
    b:put "}"
  else
    b:put(',"comparison":"', c.comparison, '","value":', right or c.bars)
  end
  if c.held then b:put(',"held":', c.held) end
  if c.within then b:put(',"within":', c.within) end
  b:put "}"
end

function put_list(b, list)
  for i = 1, #list do
    if i > 1 then b:put "," end
    local part = list[i]
    if part.kind == "group" then
      b:put('{"operator":"', part.operator, '","conditions":[')
      put_list(b, part.list)
      b:put "]}"
    else
      put_condition(b, part)
    end
  end
end

local function put_entry(b, name, side)
  b:put('"', name, '":{"operator":"', side.enter.operator, '","conditions":[')
  put_list(b, side.enter.list)
  b:put "]}"
end

local function put_exit(b, name, side)
  local exit, stops = side.exit, side.stops
  b:put('"', name, '":{"operator":"', exit and exit.operator or "OR", '","conditions":[')
  if exit then put_list(b, exit.list) end
  for i = 1, #stops do
    local stop = stops[i]
    if i > 1 or exit then b:put "," end
    b:put('{"type":"', stop.type, '","', stop.measure, '":', stop.value, "}")
  end
  b:put "]}"
end

local function put_sides(b, strategy, put)
  if strategy.long then put(b, "long", strategy.long) end
  if strategy.long and strategy.short then b:put "," end
  if strategy.short then put(b, "short", strategy.short) end
end

--- Add the text of a strategy, on one line.
-- @param b     a string.buffer
-- @param name  letters, digits and signs that need no escape
function text.put(b, strategy, name)
  b:put('{"name":"', name, '",')
  if strategy.timeframe then b:put('"timeframes":{"primary":"', strategy.timeframe, '"},') end
  if strategy.regimes then
    b:put('"regimes":["', table.concat(strategy.regimes, '","'), '"],')
  end
  b:put '"entry_rules":{'
  put_sides(b, strategy, put_entry)
  b:put '},"exit_rules":{'
  put_sides(b, strategy, put_exit)
  b:put "}}"
end

--- The text of a strategy, on one line.
function text.of(strategy, name)
  local b = buffer.new()
  text.put(b, strategy, name)
  return b:tostring()
end

return text
