--- Drawdown metrics of semantics.md section 4 over every bar mark. A mark
-- stands at the close time of its bar; the initial cash at the first open.
local calendar = require "tests.support.reference.calendar"
local stats = require "tests.support.reference.statistics"

local drawdowns = {}

--- Episodes below a peak: { depth, from, trough, to, lowest };
-- one that does not recover lasts to the end.
local function episodes(run, marks)
  local m = run.market
  local list, current = {}, nil
  local peak, peak_time = run.settings.cash, m.time[run.first]
  local below = 0
  for i, equity in ipairs(marks) do
    local now = calendar.close_time(m.timeframe, m.time[run.first + i - 1])
    if equity >= peak then
      if current then current.to, current = now, nil end
      peak, peak_time = equity, now
    else
      below = below + 1
      if not current then
        current = { from = peak_time, lowest = math.huge }
        list[#list + 1] = current
      end
      if equity < current.lowest then
        current.lowest, current.depth, current.trough = equity, 1 - equity / peak, now
      end
      current.to = now
    end
  end
  return list, below
end

--- Adds the drawdown metrics to `out`; `unit` is an hour in us.
function drawdowns.add(out, run, marks, unit)
  local list, below = episodes(run, marks)
  local depths = {}
  out.max_drawdown = 0
  for i, e in ipairs(list) do
    depths[i] = e.depth
    out.max_drawdown = math.max(out.max_drawdown, e.depth)
    out.max_drawdown_duration = math.max(out.max_drawdown_duration or 0, (e.to - e.from) / unit)
    out.recovery_time = math.max(out.recovery_time or 0, (e.to - e.trough) / unit)
  end
  out.avg_drawdown = stats.mean(depths)
  out.underwater = below / #marks
end

return drawdowns
