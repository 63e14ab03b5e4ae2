--- Walk-forward: choose on one stretch of history, trade on the next, move on; and what was traded
-- joined into one account.
--
--     local walk = walkforward.run {
--       candles = c, settings = s, windows = windows.plan(c, {}),
--       choose = function(window, settings) return { strategy = ..., value = in-sample value } end,
--     }
--     walk.stitched.metrics.sharpe_ratio
--
-- Every window starts flat and with the same cash; joined, each begins with what the one before
-- ended with (stdlib.backtest.join).
local backtest = require "stdlib.backtest"

local walkforward = {}

local function until_end(with, part)
  local cut = {}
  for symbol, candles in pairs(with or {}) do
    cut[symbol] = part.to ~= 0 and candles:first(candles:before(part.to)) or candles
  end
  return cut
end

--- What a part of a window may see, and the settings that trade it.
-- @param job  { with, settings }
-- @return { candles, with, settings }
function walkforward.view(job, part)
  local settings = backtest.copy(job.settings)
  settings.from, settings.to = part.from, 0 -- what comes later is not there
  return { candles = part.candles, with = until_end(job.with, part), settings = settings }
end

local function run_part(job, chosen, part)
  local view = walkforward.view(job, part)
  view.strategy = chosen.strategy
  return backtest.run(view)
end

--- One window: what was chosen and what it did. Nothing chosen: nothing traded.
local function walk(job, window)
  local train = window.train
  local chosen, message = job.choose(window, walkforward.view(job, train))
  if not chosen then return nil, message end
  local made = { window = window, chosen = chosen }
  local parts = { in_sample = train, out_of_sample = window.test, stitched = window.stitched }
  if window.stitched.last == window.test.last then parts.stitched = nil end -- the same
  for key, part in pairs(parts) do
    made[key], message = run_part(job, chosen, part)
    if not made[key] then return nil, message end
  end
  made.stitched = made.stitched or made.out_of_sample
  return made
end

local function mean(list)
  local sum = 0
  for _, x in ipairs(list) do sum = sum + x end
  return #list > 0 and sum / #list or nil
end

--- How much of what was promised came true: the yearly return of the joined account over the mean
-- yearly return of the training parts. Undefined where those promised nothing.
local function efficiency_of(list, stitched)
  local promised = {}
  for _, one in ipairs(list) do promised[#promised + 1] = one.in_sample.metrics.annual_return end
  local average, kept = mean(promised), stitched.metrics.annual_return
  return average and average > 0 and kept and kept / average or nil
end

--- @param job  { candles, with, settings, windows = of stdlib.research.windows, choose =
--   function(window, train = { candles, with, settings }) -> { strategy, value, params, ... }, or
--   nil and a message; done = function(one): called after each window, returns true to stop }
-- @return { windows = { { window, chosen, in_sample, out_of_sample, stitched = results }, ... },
--   stitched = the joined result, efficiency, stopped }, or nil and a message
function walkforward.run(job)
  local list, parts, stopped = {}, {}, false
  for _, window in ipairs(job.windows) do
    local one, message = walk(job, window)
    if not one and message then
      return nil, ("window %d: %s"):format(window.number, message)
    elseif not one then
      stopped = true
      break
    end
    list[#list + 1], parts[#parts + 1] = one, one.stitched
    if job.done and job.done(one) then
      stopped = #list < #job.windows
      break
    end
  end
  if #list == 0 then return { windows = {}, stopped = stopped } end
  local stitched, message = backtest.join(parts)
  if not stitched then return nil, message end
  return { windows = list, stitched = stitched, efficiency = efficiency_of(list, stitched),
    stopped = stopped }
end

--- How a parameter moved from window to window: the mean change between neighbours as a share of
-- what it could move. 0: it never moved; near 1: it jumps from end to end.
-- @param values  of one parameter, by window
-- @param span    from its lowest to its highest value; default: of these
function walkforward.drift(values, span)
  local low, high, sum = math.huge, -math.huge, 0
  for i, x in ipairs(values) do
    low, high = math.min(low, x), math.max(high, x)
    if i > 1 then sum = sum + math.abs(x - values[i - 1]) end
  end
  if #values < 2 or high == low then return 0 end
  return sum / (#values - 1) / (span or high - low)
end

return walkforward
