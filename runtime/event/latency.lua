--- Delays between a strategy and its venue: constant, or recorded ones from a file.
local csv = require "stdlib.csv"
local time = require "stdlib.time"
local failure = require "runtime.failure"

local latency = {}

local UNITS = { us = 1, ms = 1e3, s = 1e6 }
local WANTED = "a time like 5ms, 250us or 0.1s, two of them (there:back), or a CSV of recorded "
  .. "delays"

local function duration(word)
  local number, unit = word:match "^(%d*%.?%d*)(%a+)$"
  local x = number and UNITS[unit] and tonumber(number)
  return x and math.floor(x * UNITS[unit] + 0.5)
end

--- "5ms", "5ms:3ms" or a file, as the option has it.
-- @return { entry_us, cancel_us, response_us } or { path }; or nil and what was wanted
function latency.parse(word)
  local there, back = word:match "^([%d.]+%a+):?([%d.]*%a*)$"
  if not there then
    if word == "" or tonumber(word) then return nil, WANTED end
    return { path = word }
  end
  local way = duration(there)
  local home = back == "" and way or duration(back)
  if not way or not home then return nil, WANTED end
  return { entry_us = way, cancel_us = way, response_us = home }
end

-- Which column is which, by its header.
local NAMES = {
  time = { "time", "timestamp", "timestamp_ms", "timestamp_us" }, entry = { "entry_us" },
  cancel = { "cancel_us" }, response = { "response_us" },
}

local function columns_of(path, header)
  local at = {}
  for column, names in pairs(NAMES) do
    for _, name in ipairs(names) do
      for i, cell in ipairs(header) do
        if cell:lower() == name then at[column] = at[column] or i end
      end
    end
  end
  for _, column in ipairs { "time", "entry", "response" } do
    if not at[column] then
      failure.raise(("%s:1: no column is called %s; recorded delays have time, entry_us, "
        .. "response_us and perhaps cancel_us"):format(path, table.concat(NAMES[column], " or ")))
    end
  end
  at.unit = header[at.time]:lower()
  return at
end

-- Milliseconds, unless the header or the size of the number says microseconds; or a date.
local function time_of(cell, unit)
  local x = tonumber(cell)
  if not x then return time.parse(cell) end
  if unit == "timestamp_us" or (unit ~= "timestamp_ms" and math.abs(x) >= 1e14) then return x end
  return math.floor(x * 1000 + 0.5)
end

local function read(path)
  local file, why = io.open(path, "rb")
  if not file then
    failure.raise(("%s: cannot read it: %s"):format(path, (why:gsub("^.*: ", ""))))
  end
  local text = file:read "*a"
  file:close()
  local found, message = csv.parse(text or "")
  if not found then failure.raise(("%s:%s"):format(path, message)) end
  return found
end

--- Recorded delays: CSV with a time and microseconds for each, oldest first.
-- @return { time, entry, cancel, response }: lists of microseconds, as stdlib.orders takes them
function latency.load(path)
  local found = read(path)
  local at = columns_of(path, found.header)
  local made = { time = {}, entry = {}, response = {}, cancel = at.cancel and {} }
  local function refuse(row, why) failure.raise(("%s:%d: %s"):format(path, row.line, why)) end
  for i, row in ipairs(found.rows) do
    local us = time_of(row[at.time] or "", at.unit)
    if not us then refuse(row, ("the time '%s' is none"):format(row[at.time] or "")) end
    if i > 1 and us < made.time[i - 1] then
      refuse(row, "its time lies before that of the row above; sort the rows")
    end
    made.time[i] = us
    for _, name in ipairs { "entry", "cancel", "response" } do
      local x = made[name] and tonumber(row[at[name]])
      if made[name] and not (x and x >= 0 and x < 2 ^ 50) then
        refuse(row, ("%s is no number of microseconds"):format(NAMES[name][1]))
      end
      if made[name] then made[name][i] = math.floor(x + 0.5) end
    end
  end
  if #found.rows == 0 then failure.raise(path .. ": there is no row in it") end
  made.cancel = made.cancel or made.entry
  return made
end

--- "2ms", as the option has it. @return microseconds, or nil and what was wanted
function latency.parse_one(word)
  local us = duration(word)
  if us then return us end
  return nil, "a time like 2ms, 250us or 0.1s"
end

local function shifted(list, by)
  local made = {}
  for i, us in ipairs(list) do made[i] = math.max(us + by, 0) end
  return made
end

--- Delays of a strategy that sees everything `feed` microseconds late. Its clock is that much
-- behind the venue's: it is called when something happens, and what it sends takes so much longer.
-- What a report takes beyond the feed is left; none is told before the market of its instant.
-- @param delay  what latency.parse gave, or nil
-- @return fields of a venue (stdlib.orders)
function latency.venue(delay, feed)
  delay = delay or {}
  local venue = {
    entry_us = (delay.entry_us or 0) + feed, cancel_us = (delay.cancel_us or 0) + feed,
    response_us = math.max((delay.response_us or 0) - feed, 0),
  }
  if not delay.path then return venue end
  local found = latency.load(delay.path)
  venue.delays = {
    time = found.time, entry = shifted(found.entry, feed), cancel = shifted(found.cancel, feed),
    response = shifted(found.response, -feed),
  }
  return venue
end

return latency
