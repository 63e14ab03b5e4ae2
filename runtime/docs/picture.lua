--- The picture of an indicator in the reference: candles, and the indicator on them or in panels
-- of their own below, by unit.
local panel = require "runtime.docs.panel"
local sample = require "runtime.docs.sample"
local svg = require "runtime.docs.svg"

local picture = {}

local LEGEND, PRICE_ALONE, PRICE_ABOVE, OWN, FOOT = 26, 200, 112, 124, 10
local FILLED = 0.15 -- the least share of its range that a panel has to fill
local CHARACTER = 9.2 -- width of a letter, about

-- Outputs that are single points rather than a line.
local DOTS = { psar = true, sar = true, sarext = true }

local function finite(x) return x - x == 0 end

local function extremes(lists, low, high)
  for _, list in ipairs(lists) do
    for _, x in ipairs(list) do
      if finite(x) then low, high = math.min(low, x), math.max(high, x) end
    end
  end
  if low > high then return 0, 1 end
  return low, high
end

--- Is an output a price that stands among the candles?
local function overlays(unit, y, shown)
  if unit ~= "price" then return false end
  local low, high = extremes({ shown.low, shown.high }, math.huge, -math.huge)
  local range = high - low
  local y_low, y_high = extremes({ y }, math.huge, -math.huge)
  return y_low > low - range and y_high < high + range
end

--- Outputs that go on the candles, and lists of those of one unit.
local function arrange(spec, shown)
  local on, own, by_unit = {}, {}, {}
  for i, y in ipairs(shown.outputs) do
    local item = { name = spec.outputs[i], y = y, colour = i, unit = spec.units[i] }
    if overlays(item.unit, y, shown) or spec.group == "pattern" then
      on[#on + 1] = item
    else
      if not by_unit[item.unit] then
        by_unit[item.unit] = {}
        own[#own + 1] = by_unit[item.unit]
      end
      table.insert(by_unit[item.unit], item)
    end
  end
  return on, own
end

--- A title and names in their colours, on as many lines as they need. A single output
-- that is named like its indicator gives the title its colour. @return their height
local function legend(s, top, title, items, name)
  local x, y = 8, top + 18
  local function word(class, text)
    local width = (#text + 1.5) * CHARACTER
    if x + width > svg.WIDTH and x > 8 then x, y = 8, y + 20 end
    s:text(class, x, y, text)
    x = x + width
  end
  local alone = title and #items == 1 and items[1].name == name
  if title then word(alone and "k" .. items[1].colour or "text", title) end
  for _, item in ipairs(alone and {} or items) do word("k" .. item.colour, item.name) end
  return y - top - 18 + LEGEND
end

local function draw(p, spec, item, shown)
  local class = "c" .. item.colour
  if spec.group == "pattern" then
    p:arrows("mark", item.y, shown.high, shown.low)
  elseif item.name:find "^hist" then
    p:bars(class, item.y)
  elseif DOTS[spec.name] then
    p:dots(class, item.y)
  else
    p:line(class, item.y)
  end
end

local function title_of(spec)
  local words = {}
  for i, param in ipairs(spec.params) do words[i] = ("%.6g"):format(param.default) end
  if #words == 0 or #words > 4 then return spec.name end
  return ("%s(%s)"):format(spec.name, table.concat(words, ", "))
end

--- Do the outputs make candles?
local function candles_of(items)
  if #items ~= 4 then return nil end
  local columns = {}
  for i, name in ipairs { "open", "high", "low", "close" } do
    if not items[i].name:find(name, 1, true) then return nil end
    columns[name] = items[i].y
  end
  return columns
end

local function lists_of(items)
  local lists = {}
  for i, item in ipairs(items) do lists[i] = item.y end
  return lists
end

local function own_panel(s, spec, items, shown, top)
  local low, high = extremes(lists_of(items), math.huge, -math.huge)
  local range = #items == #spec.outputs and spec.range
  -- A range that is much wider than what is seen would leave a flat line.
  if range and (high - low) / (range[2] - range[1]) > FILLED then low, high = range[1], range[2] end
  if items[1].name:find "^hist" then low, high = math.min(low, 0), math.max(high, 0) end
  local p = panel.new(s, top, OWN, low, high, shown.count)
  p:grid()
  for _, item in ipairs(items) do draw(p, spec, item, shown) end
end

--- The panel with the candles. @return its height with the legend
local function price_panel(s, spec, shown, on, own)
  local pattern, candles = spec.group == "pattern", candles_of(on)
  local drawn = candles and {} or on
  local plain = #on == 0 and "made-up candles" or title_of(spec)
  local top = legend(s, 0, plain, pattern and {} or drawn, spec.name)
  local lists = pattern and {} or lists_of(on)
  lists[#lists + 1], lists[#lists + 2] = shown.high, shown.low
  local low, high = extremes(lists, math.huge, -math.huge)
  if pattern then low, high = low - (high - low) * 0.12, high + (high - low) * 0.12 end
  local height = #own == 0 and PRICE_ALONE or PRICE_ABOVE
  local p = panel.new(s, top, height, low, high, shown.count)
  p:grid()
  p:candles(candles or shown)
  for _, item in ipairs(drawn) do draw(p, spec, item, shown) end
  return top + height
end

--- @param spec  a row of stdlib.indicators
-- @return the text of an SVG file
function picture.draw(spec)
  local shown = sample.of(spec)
  local s = svg.new(("%s: %s on a made-up market"):format(spec.name, spec.title))
  local on, own = arrange(spec, shown)
  local top = price_panel(s, spec, shown, on, own)
  for k, items in ipairs(own) do
    top = top + legend(s, top, #on == 0 and k == 1 and title_of(spec) or nil, items, spec.name)
    own_panel(s, spec, items, shown, top)
    top = top + OWN
  end
  return s:render(math.ceil(top + FOOT))
end

return picture
