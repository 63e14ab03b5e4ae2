--- The kinds of values an option takes: each reads a word, or says what it wanted.
local time = require "stdlib.time"
local nearest = require "stdlib.nearest"

local kinds = {}

local function in_range(x, option)
  local above, min, max = option.above, option.min, option.max
  if above and x <= above then return nil, ("a number above %.14g"):format(above) end
  if min and x < min then return nil, ("a number of at least %.14g"):format(min) end
  if max and x > max then return nil, ("a number of at most %.14g"):format(max) end
  return x
end

--- Text as it is, but not empty.
function kinds.string(word)
  if word == "" then return nil, "a value" end
  return word
end

--- A decimal number within option.min, option.max, option.above.
function kinds.number(word, option)
  local x = word:match "^[+-]?%d*%.?%d*[eE]?[+-]?%d*$" and tonumber(word)
  if not x or x ~= x or math.abs(x) == math.huge then return nil, "a number" end
  return in_range(x, option)
end

--- A whole number that a double holds exactly.
function kinds.integer(word, option)
  local x = kinds.number(word, {})
  if not x or x ~= math.floor(x) or math.abs(x) > 2 ^ 53 then return nil, "a whole number" end
  return in_range(x, option)
end

--- One of option.choices.
function kinds.choice(word, option)
  for _, choice in ipairs(option.choices) do
    if choice == word then return word end
  end
  return nil, "one of " .. table.concat(option.choices, ", "), nearest.hint(word, option.choices)
end

--- A UTC time, in microseconds.
function kinds.time(word)
  local us = time.parse(word)
  if not us then return nil, "a date like 2022-01-01 or 2022-01-01T10:00" end
  return us
end

--- NAME=VALUE, as {name, value}.
function kinds.pair(word, option)
  local name, value = word:match "^([^=]+)=(.+)$"
  if not name then return nil, option.value end
  return { name = name, value = value }
end

return kinds
