--- Makes named parameters of the constants of a strategy that has none, as a generator leaves
-- them: rsi_period, rsi_level, stop_loss ...
local indicators = require "stdlib.indicators"
local names = require "stdlib.convert.names"

local tune = {}

local LEVELS = {
  above = true, below = true, at_least = true, at_most = true, crosses_above = true,
  crosses_below = true, between = true,
}
local BARS = { held = true, within = true, rising = true, falling = true }

--- Two digits: a range is no measurement.
local function rounded(x, up)
  if x == 0 then return 0 end
  local unit = 10 ^ (math.floor(math.log10(math.abs(x))) - 1)
  return tonumber(("%.12g"):format((up and math.ceil or math.floor)(x / unit) * unit))
end

--- From a quarter to four times the value, within what is allowed.
local function around(value, least, most, integer)
  local low, high = value / 4, value * 4
  if low > high then low, high = high, low end
  if integer then
    low, high = math.floor(low), math.ceil(high)
  else
    low, high = rounded(low, false), rounded(high, true)
  end
  return math.min(math.max(low, least), value), math.max(math.min(high, most), value)
end

local tuner = {}
tuner.__index = tuner

--- A parameter in place of a constant. Two constants of one name and value are one parameter.
function tuner:param(name, value, kind, least, most, step)
  name = names.short(name)
  local wanted = { name }
  if self.side == "short" then wanted[2] = "short_" .. name end
  for _, candidate in ipairs(wanted) do
    local known = self.params[candidate]
    if known and known.default == value and known.kind == kind then
      return { param = candidate, value = value }
    end
  end
  local spec = {
    name = self.names:take(wanted), kind = kind, default = value, min = least, max = most,
    step = step,
  }
  self.params[spec.name] = spec
  self.specs[#self.specs + 1] = spec
  return { param = spec.name, value = value }
end

--- Two averages of one kind that are compared are a fast and a slow one.
function tuner:pair(x)
  local a, b = x.args[1], x.args[2]
  local alike = LEVELS[x.name] and #x.args == 2 and a.form == "indicator" and a.name == b.name
    and #a.numbers == 1 and a.numbers[1] ~= b.numbers[1]
  if not alike then return end
  local a_fast = a.numbers[1] < b.numbers[1]
  self.pairs[a] = self.pairs[a] or a.name .. (a_fast and "_fast" or "_slow")
  self.pairs[b] = self.pairs[b] or b.name .. (a_fast and "_slow" or "_fast")
end

--- @param x  a copy of `from`
function tuner:indicator(x, from)
  local spec = indicators.find(x.name)
  for i, value in ipairs(x.numbers) do
    local p = spec and spec.params[i]
    if p then
      local low, high = around(value, p.min, p.max, p.integer)
      local step = p.integer and p.step ~= 1 and p.step or nil
      local name = self.pairs[from] or ("%s_%s"):format(x.name, p.name)
      x.numbers[i] = self:param(name, value, p.integer and "int" or "number", low, high, step)
    end
  end
end

--- A constant that a column is compared with.
function tuner:level(column, number)
  local value = number.numbers[1]
  local spec = column.form == "indicator" and indicators.find(column.name)
  local range = spec and spec.range
  local bounded = range and range[1] > -1e9 and range[2] < 1e9
  if value == 0 and not bounded then return end -- the line between up and down
  if spec and spec.group == "pattern" then return end -- it is there or it is not
  local name = ("%s_%s"):format(names.base(column), self.part == "exit" and "exit" or "level")
  local low, high = around(value, -math.huge, math.huge)
  if bounded then low, high = math.min(range[1], value), math.max(range[2], value) end
  number.numbers[1] = self:param(name, value, "number", low, high)
end

function tuner:operator(x)
  local turned = #x.args == 2 and x.args[1].form == "number" and x.args[2].form ~= "number"
  if LEVELS[x.name] and turned then
    self:level(x.args[2], x.args[1])
  elseif LEVELS[x.name] and x.args[1].form ~= "number" then
    for i = 2, #x.args do
      if x.args[i].form == "number" then self:level(x.args[1], x.args[i]) end
    end
  elseif BARS[x.name] and x.numbers[1] > 1 then
    local value = x.numbers[1]
    local low, high = around(value, 1, 1e6, true)
    x.numbers[1] = self:param(x.name .. "_bars", value, "int", low, high)
  elseif x.name == "mul" then
    for i = 1, 2 do
      local number, other = x.args[i], x.args[3 - i]
      if number.form == "number" and other.form ~= "number" and number.numbers[1] ~= 0 then
        local value = number.numbers[1]
        local low, high = around(value, -math.huge, math.huge)
        number.numbers[1] = self:param(names.base(other) .. "_factor", value, "number", low, high)
      end
    end
  end
end

--- A copy in which constants are parameters. A number is copied for each of its places: what it
-- is called depends on them.
function tuner:expression(x)
  if x.form == "number" or not self.made[x] then
    local copy = setmetatable({ args = {}, numbers = { unpack(x.numbers) } }, { __index = x })
    if x.form == "op" then self:pair(x) end
    for i, arg in ipairs(x.args) do copy.args[i] = self:expression(arg) end
    if x.form == "indicator" then self:indicator(copy, x) end
    if x.form == "op" and not x.name:find "^session_" then self:operator(copy) end
    self.made[x] = copy
  end
  return self.made[x]
end

function tuner:stop(name, level)
  if not level then return nil end
  if level.kind == "fraction" then
    local most = (name ~= "take_profit" or self.side == "short") and 0.99 or 2
    local low, high = around(level.value, 1e-6, most)
    return { kind = level.kind, value = self:param(name, level.value, "number", low, high) }
  end
  if level.kind ~= "atr" then
    return { kind = level.kind, column = self:expression(level.column) }
  end
  local low, high = around(level.period, 1, 5000, true)
  local period = self:param("atr_period", level.period, "int", low, high)
  low, high = around(level.factor, 1e-3, 1e6)
  return {
    kind = "atr", period = period,
    factor = self:param(name .. "_atr", level.factor, "number", low, high),
  }
end

function tuner:one_side(side)
  local made = setmetatable({ partial = {} }, { __index = side })
  self.part = "enter"
  made.enter = self:expression(side.enter)
  made.limit = side.limit and self:expression(side.limit)
  made.confidence = side.confidence and self:expression(side.confidence)
  made.add = side.add and { when = self:expression(side.add.when), max = side.add.max }
  self.part = "exit"
  made.exit = side.exit and self:expression(side.exit)
  for _, name in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    made[name] = self:stop(name, side[name])
  end
  for i, partial in ipairs(side.partial) do
    local low, high = around(partial.at, 1e-6, self.side == "short" and 0.99 or 2)
    made.partial[i] = {
      at = self:param("partial_at", partial.at, "number", low, high), close = partial.close,
    }
  end
  if side.max_bars then
    local low, high = around(side.max_bars, 1, 1e6, true)
    made.max_bars = self:param("max_bars", side.max_bars, "int", low, high)
  end
  return made
end

--- @param m  of stdlib.convert.model, without parameters
-- @return a model with parameters, and their specs
function tune.constants(m)
  local t = setmetatable({
    params = {}, specs = {}, made = {}, pairs = {}, names = names.new(names.of_lua()),
  }, tuner)
  local made = setmetatable({}, { __index = m })
  for _, name in ipairs { "long", "short" } do
    t.side = name
    if m[name] then made[name] = t:one_side(m[name]) end
  end
  return made, t.specs
end

return tune
