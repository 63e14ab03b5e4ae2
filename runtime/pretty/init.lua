--- Any value of a session for people.
local candles = require "runtime.pretty.candles"
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"
local series = require "runtime.pretty.series"
local tables = require "runtime.pretty.tables"
local values = require "runtime.session.series"

local pretty = {}

local function lines_of_text(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  return lines
end

local function series_of(session, object)
  return values.of(session.context.r.node_of(object))
end

local function outputs(session, value, names, width)
  local list = {}
  for i, name in ipairs(names) do list[i] = { name, series_of(session, value[name]) } end
  local s = list[1][2]
  local lines = layout.wrap(("%d columns, %s on %s, %s bars of %s"):format(#list,
    (s.text:gsub("%.[%w_]+$", "")), s.symbol, format.decimal(s.n, 0), s.timeframe), width)
  for _, line in ipairs(series.overview(list, width)) do lines[#lines + 1] = line end
  return lines
end

local function of_table(session, value, width)
  local r, class = session.context.r, getmetatable(value)
  if r:kind(value) then return series.lines(series_of(session, value), width) end
  local found = session.markets:shown(value)
  if found then return candles.lines(found, width) end
  if class == require("runtime.session.strategies").class then
    local lines = value.loaded and require("runtime.pretty.strategy").lines(value.loaded, width)
    return lines or { tostring(value) }
  end
  if class == require("runtime.session.backtest").class then
    return lines_of_text((require("runtime.show").results(value, width):gsub("\n$", "")))
  end
  local names = session:outputs(value)
  if names then return outputs(session, value, names, width) end
  if r.nouns[class or false] then return { (r.nouns[class]:gsub("^%l", string.upper)) } end
  if class ~= nil and class.__tostring then return lines_of_text(tostring(value)) end
  return tables.lines(value, width)
end

--- @param width  columns to fit
-- @return list of lines
function pretty.lines(session, value, width)
  if type(value) == "table" then return of_table(session, value, width) end
  if type(value) == "string" then return lines_of_text(value) end
  if type(value) == "function" then return { "function; help(...) tells what it does" } end
  if type(value) == "number" then return { ("%.14g"):format(value) } end
  return { tostring(value) }
end

return pretty
