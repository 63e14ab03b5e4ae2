--- One panel of a picture: a scale with its grid, and what is drawn on it.
local svg = require "runtime.docs.svg"

local panel = {}
panel.__index = panel

local LEFT, RIGHT, LABELS = 8, 564, 570
local number = svg.number

local function finite(x) return x - x == 0 end

--- 1, 2 or 5 times a power of ten: the smallest that cuts the range into `most` parts at most.
local function nice_step(range, most)
  local power = 10 ^ math.floor(math.log10(range / most))
  for _, factor in ipairs { 1, 2, 5, 10 } do
    if range / (factor * power) <= most then return factor * power end
  end
  return 10 * power
end

local function label(x)
  local size = math.abs(x)
  if size >= 1e9 then return ("%.3gG"):format(x / 1e9) end
  if size >= 1e6 then return ("%.4gM"):format(x / 1e6) end
  if size >= 1e5 then return ("%.4gk"):format(x / 1e3) end
  return ("%.5g"):format(size < 1e-12 and 0 or x)
end

--- @param picture  an svg
-- @param top, height  where it stands
-- @param low, high  the values at its edges
-- @param bars  how many stand side by side
function panel.new(picture, top, height, low, high, bars)
  if high <= low then low, high = low - 1, high + 1 end
  local space = (high - low) * 0.06
  return setmetatable({
    picture = picture, top = top, height = height, low = low - space, high = high + space,
    step = (RIGHT - LEFT) / bars,
  }, panel)
end

function panel:x(i) return LEFT + self.step * (i + 0.5) end

function panel:y(value)
  return self.top + self.height * (self.high - value) / (self.high - self.low)
end

--- Lines at round values, with the values beside them.
function panel:grid()
  local step = nice_step(self.high - self.low, self.height > 140 and 6 or 4)
  for k = math.ceil(self.low / step), math.floor(self.high / step) do
    local y = self:y(k * step)
    self.picture:path(k == 0 and self.low < 0 and "edge" or "grid", 1,
      ("M%d %sH%d"):format(LEFT, number(y), RIGHT))
    self.picture:text("text", LABELS, math.min(math.max(y + 6, self.top + 12),
      self.top + self.height), label(k * step))
  end
end

--- @param columns  { open, high, low, close } of numbers from index 1
function panel:candles(columns)
  local wicks, bodies = { {}, {} }, { {}, {} }
  for i = 1, #columns.close do
    local open, close = columns.open[i], columns.close[i]
    if finite(open) then
      local kind, x = close >= open and 1 or 2, number(self:x(i - 1))
      local top, bottom = self:y(math.max(open, close)), self:y(math.min(open, close))
      if bottom - top < 1 then bottom = top + 1 end
      table.insert(wicks[kind], ("M%s %sV%s"):format(x, number(self:y(columns.high[i])),
        number(self:y(columns.low[i]))))
      table.insert(bodies[kind], ("M%s %sV%s"):format(x, number(top), number(bottom)))
    end
  end
  for kind, class in ipairs { "up", "down" } do
    self.picture:path(class, 1, table.concat(wicks[kind]))
    self.picture:path(class, self.step * 0.62, table.concat(bodies[kind]))
  end
end

--- Points of a line without those in the middle of a level stretch.
local function points_of(self, y)
  local points = {}
  for i = 1, #y do
    local at = finite(y[i]) and number(self:y(y[i])) or nil
    local before = i > 1 and finite(y[i - 1]) and number(self:y(y[i - 1])) or nil
    local after = i < #y and finite(y[i + 1]) and number(self:y(y[i + 1])) or nil
    if at and not (at == before and at == after) then
      points[#points + 1] = { x = number(self:x(i - 1)), y = at, begins = before == nil,
                              alone = before == nil and after == nil }
    end
  end
  return points
end

--- A line; where it is not defined there is a gap, and a value alone is a dot.
function panel:line(class, y)
  local d, lifted = {}, true
  for _, p in ipairs(points_of(self, y)) do
    local move = lifted or p.begins
    d[#d + 1] = ("%s%s %s%s"):format(move and "M" or (d[#d]:find "^M" and "L" or " "), p.x, p.y,
      p.alone and "h0" or "")
    lifted = p.alone
  end
  self.picture:path(class, 2.2, table.concat(d), ' stroke-linecap="round"')
end

--- A dot for each value.
function panel:dots(class, y)
  local d = {}
  for i = 1, #y do
    if finite(y[i]) then
      d[#d + 1] = ("M%s %sh0"):format(number(self:x(i - 1)), number(self:y(y[i])))
    end
  end
  self.picture:path(class, 3.4, table.concat(d), ' stroke-linecap="round"')
end

--- Upright bars from zero.
function panel:bars(class, y)
  local d, zero = {}, number(self:y(math.min(math.max(0, self.low), self.high)))
  for i = 1, #y do
    if finite(y[i]) then
      d[#d + 1] = ("M%s %sV%s"):format(number(self:x(i - 1)), zero, number(self:y(y[i])))
    end
  end
  self.picture:path(class, self.step * 0.55, table.concat(d))
end

--- An arrow above the bar (value < 0) or below it at each value that is not 0.
function panel:arrows(class, y, high, low)
  local d, size = {}, math.min(self.step * 0.45, 6)
  for i = 1, #y do
    local up = y[i] > 0
    if finite(y[i]) and y[i] ~= 0 then
      local tip = up and self:y(low[i]) + 5 or self:y(high[i]) - 5
      local back = up and tip + size or tip - size
      local x = self:x(i - 1)
      d[#d + 1] = ("M%s %sL%s %sL%s %sM%s %sV%s"):format(number(x - size), number(back), number(x),
        number(tip), number(x + size), number(back), number(x), number(tip),
        number(up and tip + 16 or tip - 16))
    end
  end
  self.picture:path(class, 2.6, table.concat(d), ' stroke-linecap="round"')
end

return panel
