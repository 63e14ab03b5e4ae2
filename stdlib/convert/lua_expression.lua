--- Columns and conditions as a strategy file writes them. What is used twice, or is nested deep,
-- becomes a local variable with a name of its own.
local indicators = require "stdlib.indicators"
local json = require "stdlib.json"
local layout = require "stdlib.convert.layout"
local model = require "stdlib.convert.model"
local names = require "stdlib.convert.names"
local refusal = require "stdlib.convert.refusal"

local expressions = {}

local writer = {}
writer.__index = writer

local MOST_LOCALS, MOST_NESTED, MOST_COLUMNS = 120, 5, 44

-- How tightly an operator holds what stands beside it.
local SUM, PRODUCT, SIGN, POWER, POSTFIX = 1, 2, 3, 4, 5
local INFIX = {
  add = { "+", SUM, SUM, SUM + 1 }, sub = { "-", SUM, SUM, SUM + 1 },
  mul = { "*", PRODUCT, PRODUCT, PRODUCT + 1 }, div = { "/", PRODUCT, PRODUCT, PRODUCT + 1 },
  pow = { "^", POWER, POSTFIX, POSTFIX },
}
local LISTS = { all = true, any = true, none = true }
-- Methods whose two columns may change places.
local EITHER = { max = true, min = true }

--- @return the text of a number, and how tightly it holds
local function number_text(x)
  if type(x) == "table" then
    local name = names.param(x.param)
    if x.percent then return name .. " / 100", PRODUCT end
    return name, POSTFIX
  end
  return json.number(x), x < 0 and SIGN or POSTFIX
end

local function quoted(text) return ("%q"):format(text) end

--- What an expression is written of: of a condition that is an input, the condition itself.
local function parts_of(x)
  if x.form ~= "indicator" then return x.args end
  local list = {}
  for i, arg in ipairs(x.args) do
    list[i] = x.inputs[i] == "condition" and arg.args[1] or arg
  end
  return list
end

local function candles_key(x) return x.timeframe .. " " .. x.symbol end

--- The field whose candles an indicator takes as a market; false when its inputs cannot be
-- written so.
local function market_of(x)
  local first
  for i, arg in ipairs(x.args) do
    if indicators.kind(x.inputs[i]) == "field" then
      first = first or arg
      local fits = arg.form == "field" and arg.name == x.inputs[i]
        and candles_key(arg) == candles_key(first)
      if not fits then return false end
    end
  end
  return first
end

local function id_of(self, x)
  self.ids[x] = self.ids[x] or #self.ids + 1
  self.ids[self.ids[x]] = x
  return self.ids[x]
end

--- What is written once for all that is read from it: the outputs of a call, the parts of a
-- session. @return a key, or nil
local function source_key(self, x)
  local session = x.form == "op" and x.name:find "^session_"
  if not session and (x.form ~= "indicator" or #x.outputs == 1) then return nil end
  local words = { x.form, session and x.text or x.name }
  for i, number in ipairs(x.numbers) do
    if not session or i <= 2 then words[#words + 1] = (number_text(number)) end
  end
  for _, arg in ipairs(x.args) do words[#words + 1] = id_of(self, arg) end
  return table.concat(words, " ")
end

local function count_uses(self, m)
  local function add(key) self.uses[key] = (self.uses[key] or 0) + 1 end
  local function use(x)
    add(x)
    if x.form == "field" and not model.of_position(x) then add(candles_key(x)) end
    if self.uses[x] > 1 then return end
    local key, market = source_key(self, x), x.form == "indicator" and market_of(x)
    if key then add(key) end
    if market then add(candles_key(market)) end
    for i, part in ipairs(parts_of(x)) do
      local field = x.form == "indicator" and indicators.kind(x.inputs[i]) == "field"
      if not field and not (x.form == "op" and x.name:find "^session_") then use(part) end
    end
  end
  for _, root in ipairs(model.roots(m)) do use(root) end
end

--- How often each name is wanted by what is used twice: then it says which one it is.
local function count_bases(self)
  for x, count in pairs(self.uses) do
    if type(x) == "table" and count > 1 then
      local base = names.base(x)
      self.bases[base] = (self.bases[base] or 0) + 1
    end
  end
end

--- @param m  the model that is written
-- @return a writer: root(x) and number(slot) give documents; then `lines` are the statements of
--   its variables, and reads.m and reads.p say whether those names are used
function expressions.new(m)
  local self = setmetatable({
    uses = {}, bases = {}, ids = {}, known = {}, lines = {}, count = 0, reads = {},
    names = names.new(names.of_lua()),
  }, writer)
  count_uses(self, m)
  count_bases(self)
  return self
end

--- A number slot as text, inside whatever stands around it.
function writer:number(x, least)
  if type(x) == "table" then self.reads.p = true end
  local text, tight = number_text(x)
  return tight < (least or SUM) and "(" .. text .. ")" or text
end

--- Put a document into a local variable. @return its name
function writer:variable(wanted, doc)
  self.count = self.count + 1
  local name = self.names:take(wanted)
  local line = "local " .. name
  if self.count > MOST_LOCALS then -- Lua has room for 200
    if self.count == MOST_LOCALS + 1 then self.lines[#self.lines + 1] = "local more = {}" end
    name = "more." .. name
    line = name
  end
  self.lines[#self.lines + 1] = { line, " = ", doc }
  return name
end

local CANDLES = { ["1h"] = "hour", ["1d"] = "day", ["1w"] = "week", ["1mo"] = "month" }

function writer:market(x)
  local key = candles_key(x)
  self.reads.m = true
  if key == " " then return "m" end
  if self.known[key] then return self.known[key] end
  local frame = x.timeframe
  local doc = ("m(%s%s)"):format(frame == "" and "nil" or quoted(frame),
    x.symbol == "" and "" or ", " .. quoted(x.symbol))
  if self.uses[key] and self.uses[key] > 1 then
    local symbol = x.symbol:lower():gsub("[^%w]", "_"):gsub("^%d", "_%0")
    local wanted = x.symbol == "" and { CANDLES[frame] or "m_" .. frame }
      or { symbol, ("%s_%s"):format(symbol, frame) }
    self.known[key] = self:variable(wanted, doc)
    return self.known[key]
  end
  return doc
end

function writer:call(x, nested)
  local market, items = market_of(x), {}
  if market == false then
    refusal.raise(("ta.%s takes its prices from a market: a strategy file cannot give it others")
      :format(x.name), x)
  end
  if market then items[1] = self:market(market) end
  for i, part in ipairs(parts_of(x)) do
    if indicators.kind(x.inputs[i]) ~= "field" then
      if part.form == "number" then
        refusal.raise(("ta.%s of a number: a strategy file gives it a column"):format(x.name), x)
      end
      items[#items + 1] = self:doc(part, SUM, nested + 1)
    end
  end
  for _, number in ipairs(x.numbers) do items[#items + 1] = self:number(number) end
  return { "ta." .. x.name, layout.group("(", items, ")") }
end

local function time_of(minutes)
  return ('"%02d:%02d"'):format(math.floor(minutes / 60), minutes % 60)
end

local function session(x)
  local field, items = x.args[1], {}
  if field.name ~= "close" then
    refusal.raise(("a session of '%s': a strategy file gives it candles"):format(field.name), x)
  end
  items[1] = "from = " .. time_of(x.numbers[1])
  items[2] = "to = " .. time_of(x.numbers[2])
  items[3] = "tz = " .. quoted(x.text)
  if field.timeframe ~= "" then items[#items + 1] = "timeframe = " .. quoted(field.timeframe) end
  if field.symbol ~= "" then items[#items + 1] = "symbol = " .. quoted(field.symbol) end
  return { "session ", layout.group("{ ", items, " }", { trailing = "," }) }
end

--- What a call or a session is read from: itself, or the variable that it is in.
function writer:source(x, nested)
  local key = source_key(self, x)
  if key and self.known[key] then return self.known[key] end
  local is_session = x.form == "op"
  local doc = is_session and session(x) or self:call(x, nested)
  if key and self.uses[key] > 1 then
    local number = model.value(x.numbers[1] or 0)
    self.known[key] = self:variable(is_session and { "hours" } or {
      x.name, ("%s_%s"):format(x.name, tostring(number):gsub("%W", "_")),
    }, doc)
    return self.known[key]
  end
  return doc
end

--- The left side of a method: a number has none.
function writer:subject(x, method, nested)
  if x.form == "number" then
    refusal.raise(("%s of the number %s: a strategy file begins it with a column")
      :format(method, (number_text(x.numbers[1]))), x)
  end
  return self:doc(x, POSTFIX, nested + 1)
end

function writer:method(x, nested)
  x = model.column_first(x)
  local args = x.args
  if EITHER[x.name] and args[1].form == "number" then args = { args[2], args[1] } end
  local items = {}
  local subject = self:subject(args[1], x.name, nested)
  for i = 2, #args do items[i - 1] = self:doc(args[i], SUM, nested + 1) end
  for _, number in ipairs(x.numbers) do items[#items + 1] = self:number(number) end
  return { subject, ":" .. x.name, layout.group("(", items, ")") }
end

function writer:list(x, nested)
  local items = {}
  for i, arg in ipairs(x.args) do items[i] = self:doc(arg, SUM, nested + 1) end
  return { x.name .. " ", layout.group("{ ", items, " }", { trailing = "," }) }
end

function writer:infix(x, nested)
  local sign, tight, left, right = unpack(INFIX[x.name])
  if x.args[1].form == "number" and x.args[2].form == "number" then
    refusal.raise("two numbers are computed: a strategy file would write the result", x)
  end
  local first = self:doc(x.args[1], left, nested + 1)
  local second = { sign .. " ", self:doc(x.args[2], right, nested + 1) }
  return layout.group("", { first, second }, "", { hang = true, comma = "" }), tight
end

function writer:operator(x, nested)
  if INFIX[x.name] then return self:infix(x, nested) end
  if LISTS[x.name] then return self:list(x, nested), POSTFIX end
  local part = x.name:match "^session_(.*)$"
  if part == "after" then
    return { self:source(x, nested), (":after(%s)"):format(time_of(x.numbers[3])) }, POSTFIX
  elseif part then
    return { self:source(x, nested), "." .. part }, POSTFIX
  elseif x.name == "latch" then
    local args = { self:doc(x.args[1], SUM, nested + 1), self:doc(x.args[2], SUM, nested + 1) }
    return { "latch", layout.group("(", args, ")") }, POSTFIX
  elseif x.name == "neg" then
    return { "-", self:subject(x.args[1], "-", nested) }, SIGN
  end
  return self:method(x, nested), POSTFIX
end

--- An expression as it is written where it stands. @return a document, how tightly it holds
function writer:plain(x, nested)
  if x.form == "number" then
    local text, tight = number_text(x.numbers[1])
    if type(x.numbers[1]) == "table" then self.reads.p = true end
    return text, tight
  elseif model.of_position(x) then
    return x.name, POSTFIX
  elseif x.form == "field" then
    return { self:market(x), "." .. x.name }, POSTFIX
  elseif x.form == "indicator" then
    local doc = self:source(x, nested)
    return #x.outputs > 1 and { doc, "." .. x.output } or doc, POSTFIX
  end
  return self:operator(x, nested)
end

local function long(doc)
  local text = layout.flat(doc)
  return not text or #text > MOST_COLUMNS
end

--- Whether an expression is better off in a variable.
function writer:stands_apart(x, doc, nested)
  if x.form == "number" or x.form == "field" then return false end
  if type(doc) == "string" then return false end
  local read_only = source_key(self, x) and self.known[source_key(self, x)]
  if read_only then return false end
  if self.uses[x] > 1 or nested >= MOST_NESTED then return true end
  return nested >= (x.kind == "column" and 1 or 2) and long(doc)
end

local function wanted_names(self, x)
  local base, list = names.short(names.base(x)), {}
  local number = x.form == "indicator" and x.numbers[1]
  if (self.bases[base] or 0) < 2 then list[1] = base end
  if type(number) == "table" then
    list[#list + 1] = (number.param:gsub("_period", ""))
  elseif number then
    list[#list + 1] = ("%s_%s"):format(base, json.number(number):gsub("%W", "_"))
  end
  list[#list + 1] = base
  if self.names.taken[base] and #list == 1 then list[1] = base .. "_value" end
  return list
end

--- An expression, in parentheses where what stands around it holds more tightly.
-- @param least   how tightly it has to hold
-- @param nested  how deep it stands in its statement
function writer:doc(x, least, nested)
  local known = self.known[x]
  if known then return known end
  local doc, tight = self:plain(x, nested)
  if self:stands_apart(x, doc, nested) then
    self.known[x] = self:variable(wanted_names(self, x), doc)
    return self.known[x]
  end
  return tight < least and { "(", doc, ")" } or doc
end

--- The expression of a side.
function writer:root(x) return self:doc(x, SUM, 0) end

return expressions
