--- What a search aimed at, for people: the values of strategies as the metrics they are. Of a
-- metric of which less is better the value has the other sign; people read the metric.
local backtest = require "stdlib.backtest"
local format = require "stdlib.report.format"
local metrics = require "stdlib.report.metrics"

local aims = {}

--- @param objective  of stdlib.generator.objective
-- @param count      how many values a strategy has
-- @return list of { title, unit, less, key = metric or nil }
function aims.of(objective, count)
  local list = {}
  for i = 1, count do
    local aim = objective.aims and objective.aims[i]
    local key = aim and aim.key
    local title = key and metrics.name(key) or aim and aim.text
      or count == 1 and objective.text or ("%s, value %d"):format(objective.text, i)
    list[i] = {
      title = title, unit = key and backtest.metric_units[key] or "ratio",
      less = aim and aim.less or false, key = key,
    }
  end
  return list
end

--- A value as people read it. @return number or nil
function aims.number(aim, value)
  if not value or value ~= value then return nil end
  return aim.less and -value or value
end

--- The same as text.
function aims.text(aim, value) return format.metric(aims.number(aim, value), aim.unit) end

--- All values of a strategy as text: "1.52, 20.10 %".
function aims.texts(list, values)
  local texts = {}
  for i, aim in ipairs(list) do texts[i] = aims.text(aim, values and values[i]) end
  return table.concat(texts, ", ")
end

--- The values on a part that the search did not see: means over the instruments, as in the search.
-- @param runs  of the strategy, a list of { in_sample, validation = results }
-- @return list of numbers, or nil when one is undefined
function aims.values(objective, runs, part)
  local sums
  for _, run in ipairs(runs) do
    local ok, values = pcall(objective.values, run[part] and run[part].metrics or {})
    if not run[part] or not ok or not values then return nil end
    sums = sums or {}
    for i, x in ipairs(values) do sums[i] = (sums[i] or 0) + x / #runs end
  end
  return sums
end

return aims
