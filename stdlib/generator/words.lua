--- A strategy's tree in words: for people who read its rules, and to tell what a child changed.
--
--     words.condition(c)       -- "close crosses above highest(high, 24) 1 bar before"
--     words.outline(s)         -- nested lists, to be laid out
--     words.changes(a, b)      -- what is gone and what is new
local words = {}

local COMPARISONS = {
  greater_than = ">", less_than = "<", at_least = ">=", at_most = "<=",
  crosses_above = "crosses above", crosses_below = "crosses below", rising = "rises for",
  falling = "falls for",
}

local function bars(n) return ("%d %s"):format(n, n == 1 and "bar" or "bars") end

local function number(x) return ("%.10g"):format(x) end

--- A column: "sma(high, 20)", "bbands(20, 2).upper on 4h".
function words.operand(o)
  local given = {}
  if o.input then given[1] = type(o.input) == "table" and words.operand(o.input) or o.input end
  for _, x in ipairs(o.params) do given[#given + 1] = number(x) end
  local text = o.term.name
  if #given > 0 then text = ("%s(%s)"):format(text, table.concat(given, ", ")) end
  if o.term.output then text = text .. "." .. o.term.output end
  if o.timeframe then text = text .. " on " .. o.timeframe end
  if o.shift then text = ("%s %s before"):format(text, bars(o.shift)) end
  return text
end

--- A comparison: "rsi(14) < 30 within 5 bars".
function words.condition(c)
  local right = c.right
  local text = ("%s %s %s"):format(words.operand(c.left), COMPARISONS[c.comparison],
    c.bars and bars(c.bars) or type(right) == "table" and words.operand(right) or number(right))
  if c.held then text = ("%s, held for %s"):format(text, bars(c.held)) end
  if c.within then text = ("%s, within %s"):format(text, bars(c.within)) end
  return text
end

local STOPS = {
  stop_loss = "stop loss", take_profit = "take profit", trailing_stop = "trailing stop",
  breakeven = "stop at the entry price from a profit of", time_stop = "time stop after",
}

--- A stop: "trailing stop 3.5 ATR(14)".
function words.stop(stop)
  local value = number(stop.value)
  local size = stop.measure == "percent" and value .. " %"
    or stop.measure == "bars" and bars(stop.value) or value .. " ATR(14)"
  return ("%s %s"):format(STOPS[stop.type], size)
end

local HEADS = { AND = "all of", OR = "any of", NOT = "none of" }

local function items_of(group)
  local items = {}
  for i, part in ipairs(group.list) do
    if part.kind == "group" then
      items[i] = { text = HEADS[part.operator], items = items_of(part) }
    else
      items[i] = { text = words.condition(part) }
    end
  end
  return items
end

local function rule(title, group)
  local head = title
  if #group.list > 1 or group.operator == "NOT" then
    head = ("%s: %s"):format(title, HEADS[group.operator])
  end
  return { text = head, key = title .. group.operator, items = items_of(group) }
end

--- The rules as lists in lists.
-- @return list of sides: { text = "Long", items = { { text, items or nil }, ... } }
function words.outline(strategy)
  local sides = {}
  for _, name in ipairs { "long", "short" } do
    local side = strategy[name]
    if side then
      local parts = { rule("Enter", side.enter) }
      if side.exit then parts[#parts + 1] = rule("Leave", side.exit) end
      if #side.stops > 0 then
        local stops = { text = "Leave at", items = {} }
        for i, stop in ipairs(side.stops) do stops.items[i] = { text = words.stop(stop) } end
        parts[#parts + 1] = stops
      end
      sides[#sides + 1] = { text = name == "long" and "Long" or "Short", items = parts }
    end
  end
  return sides
end

-- Every statement of a strategy on its own, with the side and rule it stands in.
local function statements(strategy)
  local list = {}
  local function add(where, items)
    for _, item in ipairs(items) do
      if item.items then
        add(("%s, %s"):format(where, item.key or item.text), item.items)
      else
        list[#list + 1] = { key = where .. ": " .. item.text, text = item.text }
      end
    end
  end
  for _, side in ipairs(words.outline(strategy)) do add(side.text, side.items) end
  return list
end

--- What is in `list` and not in `other`, each as often as it is there more often.
local function without(list, other)
  local count, rest = {}, {}
  for _, one in ipairs(other) do count[one.key] = (count[one.key] or 0) + 1 end
  for _, one in ipairs(list) do
    local left = count[one.key] or 0
    count[one.key] = left - 1
    if left <= 0 then rest[#rest + 1] = one.text end
  end
  return rest
end

--- What a child says that its parent does not, and the other way round. A statement that moved to
-- another rule is in both lists.
-- @return lists of texts: gone, new
function words.changes(parent, child)
  local before, after = statements(parent), statements(child)
  return without(before, after), without(after, before)
end

return words
