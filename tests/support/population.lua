--- Strategies made up from a seed, as JSON Lines: rules over many indicators,
-- parameters and thresholds. The corpus of the population benchmark and of specs.
local random = require "tests.graph.random"

local population = {}

local AVERAGES = { "sma", "ema", "wma", "dema", "tema", "hma", "linreg" }

-- Oscillators: name, output, least and most period, and where thresholds lie.
local OSCILLATORS = {
  { "rsi", nil, 5, 60, 25, 75 }, { "cci", nil, 8, 80, -150, 150 }, { "mfi", nil, 6, 60, 20, 80 },
  { "willr", nil, 6, 90, -90, -10 }, { "zscore", nil, 10, 120, -2, 2 }, { "roc", nil, 4, 120, -4, 4 },
  { "adx", nil, 6, 50, 15, 40 }, { "plus_di", nil, 6, 60, 15, 30 }, { "minus_di", nil, 6, 60, 15, 30 },
  { "stoch", "slowk", 6, 60, 15, 85 }, { "stoch", "slowd", 6, 60, 15, 85 }, { "natr", nil, 6, 60, 0.4, 1.2 },
}

local function json(value)
  if type(value) == "string" then return ('"%s"'):format(value) end
  return ("%.14g"):format(value)
end

local function indicator(name, period, output, input)
  return ('"indicator":"%s","params":[%d]%s%s'):format(name, period,
    output and (',"output":"%s"'):format(output) or "", input and (',"inputs":["%s"]'):format(input) or "")
end

-- Periods as people choose them: all short ones, some of the long ones.
local function period(r)
  local kind = r.int(1, 3)
  if kind == 1 then return r.int(5, 20) end
  return kind == 2 and r.int(11, 25) * 2 or r.int(11, 40) * 5
end

local function average(r)
  if r.next() < 0.1 then return indicator("bbands", r.int(10, 60), r.pick { "lower", "middle", "upper" }) end
  return indicator(r.pick(AVERAGES), period(r), nil, r.next() < 0.1 and r.pick { "hl2", "hlc3" } or nil)
end

local function threshold(r)
  local row = r.pick(OSCILLATORS)
  local value = row[5] + (row[6] - row[5]) * r.int(0, 40) / 40
  return indicator(row[1], r.int(row[3], row[4]), row[2]), value
end

-- How a market moves now: said of all bars, half of the time or so.
local function state(r)
  local kind = r.int(1, 5)
  if kind <= 2 then
    local left, value = threshold(r)
    return ('{%s,"comparison":"%s","value":%s}'):format(left, r.pick { "greater_than", "less_than" }, json(value))
  elseif kind == 3 then
    return ('{"indicator":"close","comparison":"%s","value":{%s}}')
      :format(r.pick { "greater_than", "less_than" }, average(r))
  elseif kind == 4 then
    return ('{%s,"comparison":"%s","value":{%s}}')
      :format(average(r), r.pick { "greater_than", "less_than" }, average(r))
  end
  return ('{%s,"comparison":"%s","value":%d}'):format(average(r), r.pick { "rising", "falling" }, r.int(1, 3))
end

-- What happens on one bar.
local function event(r)
  local kind = r.int(1, 4)
  if kind <= 2 then
    local left, value = threshold(r)
    return ('{%s,"comparison":"%s","value":%s}'):format(left, r.pick { "crosses_above", "crosses_below" }, json(value))
  end
  local left = kind == 3 and '"indicator":"close"' or average(r)
  return ('{%s,"comparison":"%s","value":{%s}}'):format(left, r.pick { "crosses_above", "crosses_below" }, average(r))
end

local function stops(r)
  local list = {}
  local kind = r.int(1, 4)
  if kind == 1 then
    list[1] = ('{"type":"stop_loss","atr":%d,"period":%d}'):format(r.int(2, 5), r.pick { 7, 10, 14, 21, 28 })
  elseif kind == 2 then
    list[1] = ('{"type":"trailing_stop","percent":%s}'):format(json(r.int(2, 12) / 2))
  else
    list[1] = ('{"type":"stop_loss","percent":%s}'):format(json(r.int(2, 12) / 2))
  end
  if r.next() < 0.6 then list[2] = ('{"type":"take_profit","percent":%s}'):format(json(r.int(3, 16) / 2)) end
  if r.next() < 0.15 then list[#list + 1] = ('{"type":"time_stop","bars":%d}'):format(r.int(12, 120)) end
  return list
end

local function side(r, stopped)
  local entry = { event(r) }
  for i = 2, r.pick { 2, 2, 3, 3, 4 } do entry[i] = state(r) end
  local exit = stopped and stops(r) or {}
  if not stopped or r.next() < 0.6 then exit[#exit + 1] = r.next() < 0.5 and event(r) or state(r) end
  return ('{"operator":"AND","conditions":[%s]}'):format(table.concat(entry, ",")),
    ('{"operator":"OR","conditions":[%s]}'):format(table.concat(exit, ","))
end

--- One strategy. @param r  a generator of tests.graph.random
function population.strategy(r, name)
  local stopped = r.next() < 0.5
  local enter, exit = side(r, stopped)
  local entries, exits = '"long":' .. enter, '"long":' .. exit
  if r.next() < 0.25 then
    enter, exit = side(r, stopped)
    entries, exits = entries .. ',"short":' .. enter, exits .. ',"short":' .. exit
  end
  return ('{"name":"%s","entry_rules":{%s},"exit_rules":{%s}}'):format(name, entries, exits)
end

--- Lines of `count` strategies.
function population.lines(count, seed)
  local r, lines = random.new(seed), {}
  for i = 1, count do lines[i] = population.strategy(r, ("s%05d"):format(i)) end
  return lines
end

return population
