--- What stands before a dot or a colon, and what it has.
local classes = require "stdlib.expr.classes"
local columns = require "runtime.session.columns"
local expr_market = require "stdlib.expr.market"
local indicators = require "stdlib.indicators"
local market = require "runtime.session.market"
local names = require "stdlib.names"

local subjects = {}

local CONDITION, COLUMN = {}, {} -- stand for a value that is not computed to complete a word
local CONDITIONS = { all = true, any = true, none = true, latch = true }

local function add(list, more)
  for _, name in ipairs(more) do list[#list + 1] = name end
  return list
end

local function text_keys(t, list)
  for key in next, t do
    if type(key) == "string" and key:find "^[%a_][%w_]*$" then list[#list + 1] = key end
  end
  return list
end

local function list_folder(path)
  local list = {}
  local pipe = io.popen(("ls -1p '%s' 2>/dev/null"):format(path))
  for name in pipe:lines() do
    list[#list + 1] = name:match "^([%w_]+)%.lua$" or name:match "^([%w_]+)/$"
  end
  pipe:close()
  return list
end

--- Names that can begin an expression.
function subjects.globals(session)
  local list = text_keys(session.env, {})
  add(add(add(list, names.basic), names.vocabulary), names.session)
  return text_keys(_G, list)
end

--- The methods of an expression.
local function expression_keys(kind, mark)
  if mark == "." then return {} end
  return add(classes.method_names(kind), columns.methods)
end

local function table_keys(session, value, mark)
  local r = session.context.r
  if value == session.ta then
    local list = {}
    for i, spec in ipairs(indicators.list) do list[i] = spec.name end
    return list
  end
  if r:kind(value) then return expression_keys(r:kind(value), mark) end
  if session.markets.of(value) then
    return mark == "." and add(add({}, expr_market.fields), market.facts) or market.methods
  end
  if value == session.env.stdlib then return list_folder(TIDE_ROOT .. "/stdlib") end
  local list = text_keys(value, {})
  local class = getmetatable(value)
  local index = class and rawget(class, "__index")
  if type(index) == "table" and not r.nouns[class] then text_keys(index, list) end
  if class == require("runtime.session.backtest").class then
    text_keys(value[1].result, list)
    text_keys(getmetatable(value[1].result).__index, list)
  end
  return list
end

--- The value of a chain of names, a.b.c, without calling anything.
local function resolve(session, chain)
  local value
  for name in chain:gmatch "[^.]+" do
    if value == nil then value = session.env[name]
    elseif type(value) == "table" then value = value[name]
    else return nil end
    if value == nil then return nil end
  end
  return value
end

--- What a call would give, where its name says it.
local function called(session, chain)
  if CONDITIONS[chain] then return CONDITION end
  local name = chain:match "^ta%.([%w_]+)$"
  local spec = name and indicators.find(name)
  if spec then return #spec.outputs == 1 and COLUMN or spec end
  local value = resolve(session, chain)
  if type(value) == "table" and session.markets.of(value) then return value end
  local kind = classes.result_of(chain:match ":([%w_]+)$" or "")
  return kind == "condition" and CONDITION or kind == "column" and COLUMN or nil
end

local function subject_of(session, text)
  if text:find "[\"']%)?$" then return "" end
  local chain = text:match "([%a_][%w_.:]*)%s*%b()$"
  if chain then return called(session, chain) end
  local ok, value = pcall(resolve, session, text:match "([%a_][%w_.]*)$" or "")
  return ok and value or nil
end

--- @param text  that ends before the mark
-- @param mark  "." or ":"
-- @return list of names
function subjects.keys(session, text, mark)
  local found = subject_of(session, text)
  if found == COLUMN then return expression_keys("column", mark) end
  if found == CONDITION then return expression_keys("condition", mark) end
  if type(found) == "string" then return text_keys(string, {}) end
  if type(found) ~= "table" then return {} end
  if rawget(found, "outputs") and rawget(found, "inputs") then
    return mark == "." and found.outputs or {}
  end
  return table_keys(session, found, mark)
end

return subjects
