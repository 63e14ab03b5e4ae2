--- One parameter that is varied: its values, in their order.
--
--     axis.parse "fast=5:20,slow=20:50:2,kind=sma|ema"     -- what somebody asks for
--     axis.of(spec, asked)                 -- checked against the strategy's own range
--     axis.value(a, 0)                     -- the first of a.n values
--
-- A range has both its ends: the last step is shorter where they are no whole number of steps
-- apart.
local params = require "stdlib.expr.params"

local axis = {}

local MOST = 1e6 -- values of one parameter
local COARSE, FINE = 20, 1000 -- steps of a range, unless somebody says how long they are

local function number_of(word)
  local x = word:match "^[+-]?%d*%.?%d*[eE]?[+-]?%d*$" and tonumber(word)
  if x and x == x and math.abs(x) < 1e300 then return x end
end

--- "5:20:1" -> { from, to, step }
local function parse_range(name, text)
  local parts = {}
  for word in (text .. ":"):gmatch "%s*([^:]-)%s*:" do
    parts[#parts + 1] = number_of(word) or false
  end
  local from, to, step = parts[1], parts[2], parts[3]
  if not from or not to or #parts > 3 or step == false then
    return nil, ("'%s=%s': a range is FROM:TO or FROM:TO:STEP, like %s=5:20:1"):format(name, text,
      name)
  end
  if from > to then
    return nil, ("'%s=%s': the range ends before it begins"):format(name, text)
  end
  if step and step <= 0 then return nil, ("'%s=%s': a step is above 0"):format(name, text) end
  return { name = name, text = text, from = from, to = to, step = step }
end

local function parse_list(name, text)
  local list = {}
  for word in (text .. "|"):gmatch "([^|]*)|" do
    if word == "" then
      return nil, ("'%s=%s': a value is missing beside '|'"):format(name, text)
    end
    list[#list + 1] = word
  end
  return { name = name, text = text, list = list }
end

local function parse_one(word)
  local name, text = word:match "^%s*([%a_][%w_]*)%s*=%s*(.-)%s*$"
  if not name then
    name = word:match "^%s*([%a_][%w_]*)%s*$"
    if name then return { name = name } end
  end
  if not name or text == "" then
    return nil, ("'%s': write NAME=FROM:TO:STEP, NAME=A|B|C, or a name alone"):format(word)
  end
  if text:find(":", 1, true) then return parse_range(name, text) end
  return parse_list(name, text)
end

--- Read what is asked for: ranges by name, with commas between them.
-- @return list of { name, text, and from, to, step or nil; or list of words; or neither for the
--   range that the strategy file says }, or nil and a message
function axis.parse(text)
  local asked, seen = {}, {}
  for word in (text .. ","):gmatch "([^,]*)," do
    if not word:find "%S" then return nil, ("'%s': a range is missing beside ','"):format(text) end
    local one, message = parse_one(word)
    if not one then return nil, message end
    if seen[one.name] then return nil, ("'%s' has two ranges"):format(one.name) end
    asked[#asked + 1], seen[one.name] = one, true
  end
  return asked
end

--- 1, 2 or 5 times a power of ten: the first that is not below x.
local function nice(x)
  local unit = 10 ^ math.floor(math.log10(x) + 1e-9)
  for _, factor in ipairs { 1, 2, 5, 10 } do
    local step = tonumber(("%.12g"):format(factor * unit))
    if step >= x * (1 - 1e-9) then return step end
  end
end

--- @param steps  of a range of which nobody says how long they are
local function step_of(spec, asked, from, to, steps)
  local said = asked.step or spec.step
  if said then return said end
  if spec.kind == "int" and (asked.from or steps == FINE) then return 1 end
  if from == to then return 1 end
  local step = nice((to - from) / steps)
  return spec.kind == "int" and math.max(1, step) or step
end

local function complain(spec, asked, message)
  local range = asked.text and ("'%s=%s': "):format(spec.name, asked.text) or ""
  return nil, ("%sparameter '%s': %s"):format(range, spec.name, message)
end

local function check_number(spec, asked, x)
  local value, expected = params.parse(spec, x)
  if value then return true end
  return complain(spec, asked, ("expected %s, found %.14g"):format(expected, x))
end

local function of_range(spec, asked, steps)
  local from, to = asked.from or spec.min, asked.to or spec.max
  if not from or not to then
    return complain(spec, asked, ("the strategy file says no range of it: write %s=FROM:TO")
      :format(spec.name))
  end
  local step = step_of(spec, asked, from, to, steps)
  for _, x in ipairs { from, to } do
    local fine, message = check_number(spec, asked, x)
    if not fine then return nil, message end
  end
  if spec.kind == "int" and step ~= math.floor(step) then
    return complain(spec, asked, ("it is a whole number, and the step is %.14g"):format(step))
  end
  local n = math.floor((to - from) / step + 1e-9) + 1
  if n > MOST then
    return complain(spec, asked, ("the range has more than %d values"):format(MOST))
  end
  if from + (n - 1) * step < to - 1e-9 * step then n = n + 1 end
  return { name = spec.name, kind = spec.kind, spec = spec, n = n, from = from, to = to,
    step = step, ordered = true }
end

local function of_list(spec, asked)
  local list, seen = {}, {}
  for i, word in ipairs(asked.list) do
    local value, expected = params.parse(spec, word)
    if value == nil then
      return complain(spec, asked, ("expected %s, found '%s'"):format(expected, word))
    end
    if seen[value] then return complain(spec, asked, ("%s stands twice"):format(word)) end
    list[i], seen[value] = value, true
  end
  local ordered = type(list[1]) == "number"
  if ordered then table.sort(list) end
  return { name = spec.name, kind = spec.kind, spec = spec, n = #list, list = list,
    ordered = ordered }
end

--- The values of a parameter.
-- @param spec   of the strategy: { name, kind, default, min, max, step, choices }
-- @param asked  of axis.parse
-- @param fine   true for many values where nobody says how far they are apart
-- @return { name, kind, spec, n = how many, from, to, step, or list, ordered = are they numbers },
--   or nil and a message
function axis.of(spec, asked, fine)
  if asked.list then return of_list(spec, asked) end
  if spec.kind == "flag" or spec.kind == "choice" then
    if asked.from then
      return complain(spec, asked, ("it is no number: write %s=%s"):format(spec.name,
        table.concat(spec.choices or { "false", "true" }, "|")))
    end
    return of_list(spec, { list = spec.choices or { "false", "true" } })
  end
  return of_range(spec, asked, fine and FINE or COARSE)
end

--- Does the strategy file say what its values can be?
function axis.has_range(spec)
  return spec.kind == "flag" or spec.kind == "choice" or (spec.min ~= nil and spec.max ~= nil)
end

--- Value k of the axis, from 0. Decimal steps give decimal numbers: 0.3, not 0.1 + 0.2.
function axis.value(a, k)
  if a.list then return a.list[k + 1] end
  if k == a.n - 1 then return a.to end
  return tonumber(("%.12g"):format(a.from + k * a.step))
end

--- All of them.
function axis.values(a)
  local list = {}
  for k = 0, a.n - 1 do list[k + 1] = axis.value(a, k) end
  return list
end

--- The place in the axis that is nearest to a value, from 0.
function axis.nearest(a, value)
  local best, least = 0, math.huge
  for k = 0, a.n - 1 do
    local x = axis.value(a, k)
    if x == value then return k end
    local far = a.ordered and type(value) == "number" and math.abs(x - value) or math.huge
    if far < least then best, least = k, far end
  end
  return best
end

return axis
