--- Windows of a walk-forward: where parameters are chosen, and where they are tried after that.
--
--     local list = assert(windows.plan(candles, { train = "180d", test = "60d", step = "60d" }))
--     list[1].train.candles    -- nothing after the training part is there to be seen
--     list[1].test.from, list[1].test.to       -- what is traded; earlier bars feed indicators
--
-- Each window: train | gap | test. The gap is purge (the longest time a trade is held: what is
-- chosen by trades that end in the test part has seen it) and embargo (what one wants beyond it).
-- A step shorter than a test lets tests overlap; each window then counts for its first step only.
local ffi = require "ffi"
local frames = require "stdlib.generator.timeframe"

local windows = {}

windows.defaults = { train = "180d", test = "60d", step = "60d" }

local LEAST = 20 -- bars of a part

--- Read a length: "180d", "4w" (time) or "5000" (bars).
-- @return { bars } or { time = microseconds }, or nil and what was wanted
function windows.parse_length(word)
  local bars = word:match "^%d+$"
  if bars and tonumber(bars) > 0 then return { bars = tonumber(bars) } end
  local length = frames.parse(word)
  if length then return { time = length } end
  return nil, "a number of days like 180d, or of bars like 5000"
end

--- The bar that stands a length after another; at most n.
local function after(candles, bar, length)
  local c = candles.cdata
  if bar >= c.n then return c.n end
  if length.bars then return math.min(bar + length.bars, c.n) end
  return candles:before(c.time[bar] + ffi.cast("int64_t", length.time))
end

--- Where parts may begin: anywhere, or where a bar of a longer time frame begins, so that no bar
-- that is traded lies on a border.
-- @return function(bar) -> the next such place, and function(bar) -> the one before it
local function borders(candles, frame)
  if not frame or frame == candles.timeframe then
    local function same(bar) return bar end
    return same, same
  end
  local c, longer = candles.cdata, assert(candles:resample(frame))
  local function up(bar)
    local next_one = bar < c.n and longer:before(c.time[bar]) or longer.n
    return next_one < longer.n and candles:before(longer.cdata.time[next_one]) or c.n
  end
  local function down(bar)
    if bar >= c.n or up(bar) == bar then return bar end
    return candles:before(longer.cdata.time[longer:before(c.time[bar]) - 1])
  end
  return up, down
end

local function part(candles, first, last)
  local c = candles.cdata
  return {
    candles = candles:first(last + 1), first = first, last = last, bars = last - first + 1,
    from = c.time[first], to = last + 1 < c.n and c.time[last + 1] or 0,
  }
end

local function short(name, bars)
  return nil, ("a window's %s part has %d bars, and %d are the least: give longer windows or more "
    .. "candles"):format(name, bars, LEAST)
end

--- @param options  { train, test, step = lengths as words or as windows.parse_length gives them,
--   anchored = true: every training begins with the first bar, purge, embargo = bars, from, to =
--   microseconds, frame = the time frame that is traded, where it is longer than the candles' }
-- @return list of { number, train, test, stitched }: parts { candles = those up to its end, first,
--   last = numbers of bars from 0, bars, from, to = times }; stitched is the part of test that
--   the next window does not repeat; or nil and a message
function windows.plan(candles, options)
  local function length(name)
    local value = options[name] or windows.defaults[name]
    return type(value) == "string" and assert(windows.parse_length(value)) or value
  end
  local train, test, step = length "train", length "test", length "step"
  local gap = (options.purge or 0) + (options.embargo or 0)
  local up, down = borders(candles, options.frame)
  local first = up(options.from and options.from ~= 0 and candles:before(options.from) or 0)
  local stop = options.to and options.to ~= 0 and candles:before(options.to) or candles.cdata.n
  local list, at = {}, up(after(candles, first, train)) -- where a test would begin without a gap
  local begun = first
  while true do
    local from, ends = at, math.min(up(after(candles, at, test)), stop)
    local following = up(after(candles, at, step))
    -- an unfinished last window counts when it has its first step
    if from >= stop or (ends - from < LEAST) or (ends == stop and following > stop) then break end
    local trained, learned = options.anchored and first or begun, down(math.max(from - gap, first))
    if learned - trained < LEAST then return short("training", from - gap - trained) end
    if following > ends and ends < stop then
      return nil, "a --step longer than --test would leave bars that no window trades"
    end
    list[#list + 1] = {
      number = #list + 1, train = part(candles, trained, learned - 1),
      test = part(candles, from, ends - 1),
      stitched = part(candles, from, math.min(following, ends) - 1),
    }
    at, begun = following, up(after(candles, begun, step))
    if #list > 100000 then return nil, "there would be more than 100,000 windows" end
  end
  if #list == 0 then
    return nil, "there are too few candles for one window: give shorter --train and --test"
  end
  return list
end

return windows
