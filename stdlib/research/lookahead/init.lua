--- Does a strategy know what it cannot know yet? It is run on the data as they were at many
-- moments of the past, and every signal must be the one of the whole run, bit for bit.
--
--     local found = assert(lookahead.test { strategy = s, candles = c, with = { ETH = e } })
--     if not found.clean then print(found.first.bar, found.first.expression) end
--
-- Three ways: on prefixes of the data, other symbols cut at the same time; stepped candle by candle
-- (stdlib.live), which is other code; and, where it is given, on candles as an earlier download
-- had them. Bars and candles are counted from 0, times are milliseconds.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local earlier = require "stdlib.research.lookahead.earlier"
local past = require "stdlib.research.lookahead.past"
local prefixes = require "stdlib.research.lookahead.prefixes"
local stepped = require "stdlib.research.lookahead.stepped"
local telling = require "stdlib.research.lookahead.telling"
local C = require("stdlib.host").C

local lookahead = {}

-- Prefixes that are tried after the first at which a signal changed.
local MORE = 16

-- What one prefix says: the change of a signal or nil, and { bar, node } of an expression that
-- changed, whether or not a signal did; or nil, nil and how the prefix could not be run.
local function changes_on(job, whole, cut)
  local part, why = past.prefix(job, cut)
  if not part then return nil, nil, why end
  local change, node = ffi.new "tide_change", ffi.new "int32_t[1]"
  local changed = C.tide_signals_compare(part.cdata, whole.cdata, change) == 1
  local bar = C.tide_signals_compare_nodes(part.cdata, whole.cdata, node)
  backtest.free(part)
  return changed and change or nil, bar >= 0 and { bar = bar, node = node[0] } or nil
end

--- Run a prefix and remember what it says: the earliest change, the largest prefix before all that
-- changed anything, and the smallest that did.
local function try(job, whole, state, cut)
  local change, expression, why = changes_on(job, whole, cut)
  if why then return nil, why end
  state.tried = state.tried + 1
  local held = state.change
  if change and (not held or change.bar < held.bar
    or (change.bar == held.bar and cut < state.cut)) then
    state.change, state.cut = change, cut
  end
  if not (change or expression) then
    if cut < state.dirty then state.clean = math.max(state.clean, cut) end
  elseif cut < state.dirty then
    state.dirty, state.expression = cut, expression
    if state.clean >= cut then state.clean = 0 end
  end
  return true, change or expression
end

local function try_all(job, whole, state, cuts)
  for i, cut in ipairs(cuts) do
    local fine, why = try(job, whole, state, cut)
    if not fine then return nil, why end
    if job.progress then job.progress(i, #cuts) end
  end
  return true
end

-- The smallest prefix that changes anything, halving what lies between a clean one and one that
-- is not: what has begun to look ahead goes on, as a rule.
local function narrow(job, whole, state)
  while state.dirty - state.clean > 1 do
    local fine, why = try(job, whole, state, math.floor((state.clean + state.dirty) / 2))
    if not fine then return nil, why end
  end
  return true
end

-- Prefix by prefix from there on, and a few more once a signal changed: the first bar is to be
-- the first.
local function walk(job, whole, state)
  local last = math.min(state.dirty + state.count, job.candles.cdata.n - 1)
  local cut = state.dirty + 1
  while cut <= last do
    if state.change and state.change.bar < cut - MORE then break end
    local fine, why = try(job, whole, state, cut)
    if not fine then return nil, why end
    cut = cut + 1
  end
  return true
end

--- The least number of candles from which on the signal at a bar is what it is in the end.
local function known_with(job, whole, change, cut)
  local low, high = cut, job.candles.cdata.n -- changed with `low`, not with `high`
  local other = ffi.new "tide_change"
  while high - low > 1 do
    local middle = math.floor((low + high) / 2)
    local part = past.prefix(job, middle)
    local changed = true
    if part then
      changed = C.tide_signals_compare(part.cdata, whole.cdata, other) == 1
        and other.bar <= change.bar
      backtest.free(part)
    end
    if changed then low = middle else high = middle end
  end
  return high
end

local function told(job, whole, state)
  local cut = state.change and state.cut or state.dirty
  local part = assert(past.prefix(job, cut))
  local found = state.change and telling.between(job.strategy, state.change, part, whole)
    or telling.expression(job.strategy, state.expression, part, whole)
  backtest.free(part)
  found.source, found.candles = "prefix", cut
  found.data_end = job.candles:close_time(cut - 1) / 1000
  if state.change then
    local known = known_with(job, whole, state.change, cut)
    found.known_candles, found.known_time = known, job.candles:close_time(known - 1) / 1000
  end
  return found
end

-- Stepping; what it finds is looked for on the prefix that ends there, too.
local function try_stepping(job, whole, state)
  local streamed, change, stepper = stepped.compare(job, whole)
  if not streamed then return nil, change end
  state.streamed = streamed
  if not change then return true end
  local c = whole.cdata.candles
  local cut = job.candles:closed(tonumber(C.tide_timeframe_close(c.timeframe, c.time[change.bar])))
  if cut < job.candles.cdata.n then
    local fine, same = try(job, whole, state, cut)
    if not fine then return nil, same end
    if same and same.bar <= change.bar then return true end
  end
  state.first = stepped.tell(job, whole, change, stepper)
  return true
end

local function earliest(a, b) return (not a or (b and b.bar < a.bar)) and b or a end

-- All that is not a prefix chosen beforehand.
local function look_closer(job, whole, state)
  local fine, why = try_stepping(job, whole, state)
  if fine and state.dirty < math.huge then
    fine, why = narrow(job, whole, state)
    if fine then fine, why = walk(job, whole, state) end
  end
  if not fine then return nil, why end
  if state.dirty < math.huge then state.first = earliest(state.first, told(job, whole, state)) end
  for _, was in ipairs(job.earlier or {}) do
    local found, message = earlier.compare(job, whole, was)
    if message then return nil, message end
    state.first = earliest(state.first, found)
  end
  return true
end

--- Test a strategy.
-- @param job  { strategy = of runtime.loader, candles, with = { SYMBOL = candles }, settings
--   (default those of tide), prefixes = how many (default prefixes.COUNT), seed = 1, stream = bars
--   to step through at most (default: all, stepped.LUA_BARS where Lua computes indicators),
--   earlier = list of candles as they were, progress = function(done, all) }
-- @return { clean, bars, prefixes = how many were run, streamed = bars, earlier = how many,
--   first = nil or { source = "prefix", "stream" or "earlier", bar, time, side, signal, was, is,
--   expression, line, defined = { line, file }, expression_bar, expression_time, expression_was,
--   expression_is, candles, data_end, known_candles, known_time, symbol } }, or nil and a message
function lookahead.test(job)
  job = setmetatable({ settings = job.settings or backtest.settings "tide" }, { __index = job })
  local whole, why = past.evaluate(job, job.candles, job.with)
  if not whole then return nil, why end
  local state = { clean = 0, dirty = math.huge, tried = 0, count = job.prefixes or prefixes.COUNT }
  local fine
  fine, why = try_all(job, whole, state, prefixes.choose {
    candles = job.candles, strategy = job.strategy, with = job.with, first = whole.cdata.first,
    count = state.count, seed = job.seed,
  })
  if fine then fine, why = look_closer(job, whole, state) end
  if not fine then return nil, why end
  local found = {
    clean = state.first == nil, bars = whole.cdata.candles.n, prefixes = state.tried,
    streamed = state.streamed, earlier = #(job.earlier or {}), first = state.first,
  }
  backtest.free(whole)
  return found
end

return lookahead
