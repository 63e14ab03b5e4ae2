--- Where to cut data so that a strategy which looks ahead gives itself away: the end, the
-- borders of the time frames it reads, the gaps, and everywhere else by chance.
--
--     for _, n in ipairs(prefixes.choose { candles = c, strategy = s, count = 250 }) do ... end
local live = require "stdlib.live"
local random = require "stdlib.generator.random"
local C = require("stdlib.host").C

local prefixes = {}

--- How many cuts there are unless somebody says otherwise.
prefixes.COUNT = 250

local LAST_DAYS, DAY = 3, 86400e6
local LEAST_LAST, MOST_GAPS = 16, 16

--- Candles of every other time frame that the strategy reads, made of the traded ones.
local function coarser(job)
  local list, seen = {}, { [job.candles.timeframe] = true }
  local function add(name)
    if not name or seen[name] then return end
    seen[name] = true
    list[#list + 1] = job.candles:resample(name) -- nil when they cannot be made of these
  end
  add(job.strategy.timeframe)
  for _, read in ipairs(live.reads(job.strategy)) do add(read.timeframe) end
  return list
end

-- Three cuts: before a candle, with it, with the one after it.
local function add_around(add, n)
  add(n - 1)
  add(n)
  add(n + 1)
end

--- Around candles with which one of a coarser time frame is complete, drawn at random.
local function add_borders(job, r, add, count)
  local frames = coarser(job)
  for _, frame in ipairs(frames) do
    for _ = 1, frame.n > 0 and math.max(1, math.floor(count / #frames / 3)) or 0 do
      add_around(add, job.candles:closed(frame:close_time(r:int(0, frame.n - 1))))
    end
  end
end

--- Where candles are missing, in the traded data or in another symbol's.
local function add_gaps(job, r, add)
  local lists = { job.candles }
  for _, symbol in ipairs(job.symbols) do lists[#lists + 1] = job.with[symbol] end
  for _, candles in ipairs(lists) do
    local found = {}
    for i = 1, candles.cdata.n - 1 do
      local close = C.tide_timeframe_close(candles.cdata.timeframe, candles.cdata.time[i - 1])
      if close < candles.cdata.time[i] then found[#found + 1] = tonumber(candles.cdata.time[i]) end
    end
    for _ = 1, math.min(#found, MOST_GAPS) do
      add_around(add, job.candles:closed(r:pick(found)))
    end
    if candles ~= job.candles and candles.cdata.n > 0 then -- where it begins and ends
      add_around(add, job.candles:closed(candles:close_time(0)))
      add_around(add, job.candles:closed(candles:close_time(candles.cdata.n - 1)))
    end
  end
end

--- One cut in each of equal parts of the data: no long stretch is left out.
local function add_spread(r, add, n, count)
  for i = 0, count - 1 do
    local from, to = math.floor(n * i / count), math.floor(n * (i + 1) / count) - 1
    if to >= from then add(r:int(from, to) + 1) end
  end
end

--- Choose cuts.
-- @param job  { candles, strategy, with = { SYMBOL = candles }, first = the first bar that may
--   signal, count = about how many (default prefixes.COUNT), seed = 1 }
-- @return list of how many candles each prefix has, rising, each from 1 to n - 1; every one of
--   them when there are no more than `count`
function prefixes.choose(job)
  local n, count = job.candles.cdata.n, job.count or prefixes.COUNT
  local list, seen = {}, {}
  local function add(cut)
    if cut < 1 or cut >= n or seen[cut] then return end
    seen[cut] = true
    list[#list + 1] = cut
  end
  if n - 1 <= count then
    for cut = 1, n - 1 do add(cut) end
    return list
  end
  local r = random.new(job.seed or 1, "prefixes")
  local with, symbols = job.with or {}, {}
  for symbol in pairs(with) do symbols[#symbols + 1] = symbol end
  table.sort(symbols)
  local days = n - job.candles:closed(job.candles:close_time(n - 1) - LAST_DAYS * DAY)
  local last = math.min(math.max(LEAST_LAST, days), math.floor(count / 3))
  for cut = n - last, n - 1 do add(cut) end
  add_around(add, (job.first or 0) + 1)
  add_borders(job, r, add, count / 4)
  add_gaps({ candles = job.candles, with = with, symbols = symbols }, r, add)
  add_spread(r, add, n, math.max(count - #list, math.floor(count / 3)))
  table.sort(list)
  return list
end

return prefixes
