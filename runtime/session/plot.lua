--- plot(...): what it is that curves are drawn of.
local failure = require "runtime.failure"
local plot = require "runtime.chart.plot"
local series = require "runtime.session.series"
local terminal = require "runtime.terminal"
local time = require "stdlib.time"

local plots = {}

local USAGE = "plot(x, ..., { height = 12, log = true }) takes columns, candles, results of bt and "
  .. "lists of numbers; found "

local function clock(times)
  return function(t) return time.format(tonumber(times[t]) / 1000) end
end

local function of_series(s)
  return { n = s.n, value = function(t) return s.values[t] end, at = clock(s.time), name = s.text }
end

local function of_candles(candles)
  local c = candles.cdata
  return { n = c.n, value = function(t) return c.close[t] end, at = clock(c.time),
    name = candles.symbol }
end

local function of_run(run)
  local r = run.result.cdata
  local times = run.bars.time
  return {
    n = r.last - r.first + 1, value = function(t) return r.equity[t] end,
    at = function(t) return time.format(tonumber(times[r.first + t]) / 1000) end,
    name = ("equity of %s on %s"):format(run.strategy.name, run.symbol),
  }
end

local function of_list(list)
  for i, x in ipairs(list) do
    if type(x) ~= "number" then
      failure.raise(("%sa list with a %s at %d"):format(USAGE, type(x), i))
    end
  end
  return { n = #list, value = function(t) return list[t + 1] end,
    at = function(t) return tostring(t + 1) end, name = "list" }
end

local function add(session, curves, value)
  local r = session.context.r
  local candles = session.markets:shown(value)
  if r:kind(value) then
    curves[#curves + 1] = of_series(series.of(r.node_of(value)))
  elseif candles then
    curves[#curves + 1] = of_candles(candles)
  elseif type(value) == "table" and getmetatable(value) == require("runtime.session.backtest").class
  then
    for _, run in ipairs(value) do curves[#curves + 1] = of_run(run) end
  elseif type(value) == "table" and type(rawget(value, 1)) == "number" then
    curves[#curves + 1] = of_list(value)
  elseif type(value) == "table" and session:outputs(value) then
    for _, name in ipairs(session:outputs(value)) do add(session, curves, value[name]) end
  else
    failure.raise(USAGE .. r:describe(value))
  end
end

local function is_options(value)
  return type(value) == "table" and getmetatable(value) == nil
    and (value.height ~= nil or value.log ~= nil)
end

--- The function `plot` of a session.
function plots.new(session)
  return function(...)
    local curves, opts, n = {}, nil, select("#", ...)
    for i = 1, n do
      local value = (select(i, ...))
      if i == n and i > 1 and is_options(value) then opts = value
      else add(session, curves, value) end
    end
    if #curves == 0 then failure.raise(USAGE .. "nothing") end
    local height = opts and opts.height
    if height and not (type(height) == "number" and height >= 3 and height <= 200) then
      failure.raise "plot: height is a number of rows from 3 to 200"
    end
    local lines = plot.lines(curves, terminal.columns(), opts)
    if not lines then failure.raise "there is nothing to draw: every value is undefined" end
    terminal.write(table.concat(lines, "\n"), "\n")
  end
end

return plots
