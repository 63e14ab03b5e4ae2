--- A series of the economy from a CSV file, a time and a value a line, and what of it was known
-- when.
local time = require "stdlib.time"

local macro = {}

local MOST_TEXT = 16 * 1024 * 1024
local DAY = 86400000
-- Numbers are seconds below this, milliseconds from it on.
local MILLISECONDS = 1e11

local function time_of(word)
  local x = tonumber(word)
  if x then return x >= MILLISECONDS and x or x * 1000 end
  local us = time.parse(word)
  return us and us / 1000
end

-- "time,value" with any quotes; further columns are not read.
local function cells_of(line)
  local first, second = line:match "^%s*\"?([^,;\t\"]*)\"?%s*[,;\t]%s*\"?([^,;\t\"]*)\"?"
  return first and first:gsub("%s+$", ""), second and second:gsub("%s+$", "")
end

local function row_of(line)
  local word, number = cells_of(line)
  if not word then return nil, "expected time,value" end
  local at, value = time_of(word), tonumber(number)
  if not at then
    return nil, ("expected a time like 2020-03-01 or 1583020800, found '%s'"):format(word)
  end
  if number == "" or number == "." then return at end -- not published
  if not value or value - value ~= 0 then
    return nil, ("expected a number, found '%s'"):format(number)
  end
  return at, value
end

--- Read a series from text.
-- @param name  stands for the file in messages
-- @return { time = list of ms, value = list, n }, or nil and a message with its line
function macro.parse(text, name)
  local series, number = { time = {}, value = {}, n = 0 }, 0
  for line in (text:gsub("^\239\187\191", "") .. "\n"):gmatch "([^\n]*)\r?\n" do
    number = number + 1
    if line:find "%S" then
      local at, value = row_of(line)
      if not at and not (number == 1 and not line:find "^%s*\"?%d") then
        return nil, ("%s:%d: %s"):format(name, number, value)
      end
      if at and value then
        local n = series.n
        if n > 0 and at <= series.time[n] then
          return nil, ("%s:%d: times must rise, and this one is not after the one before")
            :format(name, number)
        end
        series.time[n + 1], series.value[n + 1], series.n = at, value, n + 1
      end
    end
  end
  if series.n == 0 then return nil, name .. ": it holds no values: a line is time,value" end
  return series
end

--- Read a series from a file.
function macro.load(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, ("%s: cannot read it: %s"):format(path, (why:gsub("^.*: ", ""))) end
  local text = file:read(MOST_TEXT + 1)
  file:close()
  if not text then return nil, path .. ": cannot read it: it is a folder or empty" end
  if #text > MOST_TEXT then return nil, path .. ": it is larger than 16 MiB" end
  return macro.parse(text, path)
end

--- The place of the last value at or before a time, 0 when there is none.
local function last_at(series, ms)
  local low, high = 0, series.n
  while low < high do
    local middle = math.ceil((low + high) / 2)
    if series.time[middle] <= ms then low = middle else high = middle - 1 end
  end
  return low
end

--- What the rule measures, as it was known at a time.
-- @param rule  the table `economy` of stdlib.regime.config
-- @return a number, or nil
function macro.measure(series, rule, ms)
  local now = last_at(series, ms - rule.lag * DAY)
  if now == 0 or ms - series.time[now] > rule.stale * DAY then return nil end
  local value = series.value[now]
  if rule.measure == "level" then return value end
  local before = last_at(series, series.time[now] - rule.days * DAY)
  if before == 0 then return nil end
  local old = series.value[before]
  if rule.measure == "difference" then return value - old end
  if old <= 0 then return nil end -- the change of what is not above 0 has no sense
  return value / old - 1
end

local function hold(x) return math.max(0, math.min(1, x)) end

--- "boom" or "recession" and how sure, or nil between them; sides turn where less is better.
function macro.judge(rule, x)
  if not x then return nil end
  local sign = rule.boom > rule.recession and 1 or -1
  local above, below = sign * (x - rule.boom), sign * (rule.recession - x)
  if above >= 0 then return "boom", hold(above / rule.full) end
  if below >= 0 then return "recession", hold(below / rule.full) end
end

return macro
