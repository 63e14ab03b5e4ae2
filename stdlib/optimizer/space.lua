--- All combinations of the values of some parameters. Those of a grid are numbered from 1; the last
-- parameter changes fastest.
local axis = require "stdlib.optimizer.axis"

local space = {}
space.__index = space

--- @param axes  list of stdlib.optimizer.axis
function space.new(axes)
  local self = setmetatable({ axes = axes, strides = {}, count = 1, values = {} }, space)
  for i = #axes, 1, -1 do
    self.strides[i], self.count = self.count, self.count * axes[i].n
  end
  return self
end

--- The places in the axes, each from 0, of a combination.
function space:levels(number)
  local levels, rest = {}, number - 1
  for i, stride in ipairs(self.strides) do
    levels[i] = math.floor(rest / stride)
    rest = rest - levels[i] * stride
  end
  return levels
end

--- The number of a combination.
function space:number(levels)
  local number = 1
  for i, stride in ipairs(self.strides) do number = number + levels[i] * stride end
  return number
end

local function value_of(self, i, level)
  local known = self.values[i] or {}
  self.values[i] = known
  if known[level] == nil then known[level] = axis.value(self.axes[i], level) end
  return known[level]
end

--- A combination.
-- @return { key = text that tells it from others, levels, values = { name = value } }
function space:point(levels)
  local values = {}
  for i, a in ipairs(self.axes) do values[a.name] = value_of(self, i, levels[i]) end
  return { key = table.concat(levels, " "), levels = levels, values = values }
end

--- The combination at a place of the unit cube: each coordinate is cut into as many equal pieces
-- as the parameter has values.
function space:at(x)
  local levels = {}
  for i, a in ipairs(self.axes) do
    levels[i] = math.max(0, math.min(a.n - 1, math.floor(x[i] * a.n)))
  end
  return self:point(levels)
end

--- The middle of a combination's piece of the unit cube.
function space:place(levels)
  local x = {}
  for i, a in ipairs(self.axes) do x[i] = (levels[i] + 0.5) / a.n end
  return x
end

return space
