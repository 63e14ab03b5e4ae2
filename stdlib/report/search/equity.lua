--- Equity of the best as the page draws it: thinned, and the validation run put behind the
-- in-sample run. Both begin with the initial cash, so the second is drawn times what the first
-- ended with.
local ffi = require "ffi"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local html = require "stdlib.report.html"
local json = require "stdlib.json"
local pack = require "stdlib.report.pack"

local equity = {}

local MOST_CURVES = 10
local MOST_POINTS = 2000 -- of a curve: a page is not wider
local STEP = 1e-5 -- of the initial cash
local MONTH = 28 * 86400 * 1e6

-- When a bar is over, in microseconds; of the last of unequal bars at the earliest.
local function ends(candles, t)
  local frame = tonumber(candles.timeframe)
  if frame > 0 then return tonumber(candles.time[t]) + frame end
  return t + 1 < candles.n and tonumber(candles.time[t + 1]) or tonumber(candles.time[t]) + MONTH
end

-- Numbers of every k-th bar of a part, its last one always, from the earliest on.
local function add_bars(list, part, k)
  if not part then return end
  for t = part.first + (part.last - part.first) % k, part.last, k do list[#list + 1] = t end
end

--- One bar in how many is drawn.
function equity.every(parts)
  local bars = parts.in_sample.bars + (parts.validation and parts.validation.bars or 0)
  return math.max(1, math.ceil(bars / MOST_POINTS))
end

--- The bars that are drawn, and how many of them are in-sample.
local function bars_of(parts)
  local list, k = {}, equity.every(parts)
  add_bars(list, parts.in_sample, k)
  local border = #list
  add_bars(list, parts.validation, k)
  return list, border
end

-- The marks of a run at the ends of bars list[from] .. list[to], in `out`; before its first mark
-- the cash, after its last what was left.
local function add_marks(out, result, candles, list, from, to, factor, cash)
  local r = result.cdata
  local own, at = result.signals.cdata.candles, r.first
  for i = from, to do
    local now = ends(candles, list[i])
    while at <= r.last and ends(own, at) <= now do at = at + 1 end
    out[i - 1] = factor * (at > r.first and r.equity[at - 1 - r.first] or cash)
  end
end

local function curve_of(run, dataset, list, border, cash)
  local out, candles = ffi.new("double[?]", #list), dataset.candles.cdata
  add_marks(out, run.in_sample, candles, list, 1, border, 1, cash)
  if run.validation then
    local factor = math.max(0, run.in_sample.cdata.final_equity / cash)
    add_marks(out, run.validation, candles, list, border + 1, #list, factor, cash)
  end
  return out
end

local function held_of(dataset, list, cash)
  local out, close = ffi.new("double[?]", #list), dataset.candles.cdata.close
  local first = close[dataset.parts.in_sample.first]
  for i, t in ipairs(list) do out[i - 1] = cash * close[t] / first end
  return out
end

local function times_of(dataset, list)
  local out, time = ffi.new("int64_t[?]", #list), dataset.candles.cdata.time
  for i, t in ipairs(list) do out[i - 1] = time[t] end
  return pack.times(out, 0, #list - 1)
end

--- The curves of the best on one instrument.
-- @param found  { datasets, settings = with cash, top = the first are drawn: { runs = { {
--   in_sample, validation = results }, ... by data set }, label = what the curve is called, or nil:
--   its number } }
-- @param place  of the instrument
-- @return { symbol, n, border = points that are in-sample, times, cash, held = holding the
--   instrument from the close of the first bar on, names, curves }; columns are packed
function equity.of(found, place)
  local dataset, cash = found.datasets[place], found.settings.cash
  local list, border = bars_of(dataset.parts)
  local curves, names = {}, {}
  for i = 1, math.min(MOST_CURVES, #found.top) do
    names[i] = found.top[i].label or tostring(i)
    local marks = curve_of(found.top[i].runs[place], dataset, list, border, cash)
    curves[i] = pack.column(marks, #list, cash * STEP)
  end
  return {
    symbol = dataset.symbol, n = #list, border = border, cash = cash,
    times = times_of(dataset, list),
    held = pack.column(held_of(dataset, list, cash), #list, cash * STEP),
    names = names, curves = curves,
  }
end

--- The curves on every instrument.
function equity.all(found)
  local list = {}
  if found.top[1] then
    for i in ipairs(found.datasets) do list[i] = equity.of(found, i) end
  end
  return json.array(list)
end

local function buttons(datasets)
  if #datasets == 1 then return "" end
  local out = {}
  for i, one in ipairs(datasets) do
    out[i] = html.tag("button", html.escape(one.symbol), {
      type = "button", class = "button small", ["data-instrument"] = i - 1,
      ["aria-pressed"] = i == 1 and "true" or "false",
    })
  end
  return html.tag("span", table.concat(out), { class = "group", role = "group",
    ["aria-label"] = "Instrument" })
end

local function thinned(datasets)
  local every = 1
  for _, one in ipairs(datasets) do every = math.max(every, equity.every(one.parts)) end
  return every == 1 and "" or (" One mark in %s is drawn."):format(format.decimal(every, 0))
end

--- The section in which page/search/race.js draws them.
-- @param label  what the chart shows, for those who cannot see it
function equity.section(datasets, title, label)
  return html.fill(frontend.own "page/search/equity.html", {
    title = html.escape(title), label = html.escape(label), instruments = buttons(datasets),
    thinned = thinned(datasets),
  })
end

return equity
