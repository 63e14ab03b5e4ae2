--- A prediction of a hypothesis: a metric, a comparison and a number, judged on what a run gave.
--
--     local one = assert(prediction.parse "validation.sharpe_ratio >= 0.8")
--     prediction.judge({ one }, { validation = result.metrics })[1].outcome     -- "passed"
local backtest = require "stdlib.backtest"
local hint = require "stdlib.expr.hint"
local names = require "stdlib.regime.names"
local regimes = require "stdlib.research.regimes"
local split = require "stdlib.research.split"

local prediction = {}

--- Numbers of a whole validation, beside the metrics of a run.
prediction.facts = {
  dsr = "deflated Sharpe ratio", pbo = "probability of overfitting",
  profitable_symbols = "share of the symbols that earn money",
  walkforward_efficiency = "out-of-sample over in-sample return of a walk-forward",
  ruin = "share of the Monte Carlo paths that lose the account",
}

local OPERATORS = {
  [">"] = function(x, y) return x > y end, [">="] = function(x, y) return x >= y end,
  ["<"] = function(x, y) return x < y end, ["<="] = function(x, y) return x <= y end,
}

local function known_parts()
  local parts = { all = true }
  for _, list in ipairs { split.names, names.list } do
    for _, name in ipairs(list) do parts[name] = true end
  end
  return parts
end

local PARTS = known_parts()

local function set_of(list, key)
  local set = {}
  for _, item in ipairs(list) do set[key and item[key] or item] = true end
  return set
end

local METRICS, OF_REGIME = set_of(backtest.metric_keys), set_of(regimes.columns, 1)

local function sorted(set)
  local list = {}
  for name in pairs(set) do list[#list + 1] = name end
  table.sort(list)
  return list
end

-- The metrics that a part has.
local function metrics_of(part)
  if names.axis_of[part] then return OF_REGIME end
  if part then return METRICS end
  local both = {}
  for _, set in ipairs { METRICS, prediction.facts } do
    for name in pairs(set) do both[name] = true end
  end
  return both
end

--- Read one prediction: [PART.]METRIC OPERATOR NUMBER[%].
-- @return { metric, operator, value, part = nil for the whole run, text }, or nil and a message
function prediction.parse(text)
  local left, operator, right = text:match "^%s*([%w_.]+)%s*([<>=~!]+)%s*(.-)%s*$"
  if not left then
    return nil, ("expected a prediction like 'win_rate > 0.45', found '%s'"):format(text)
  end
  local part, metric = left:match "^([^.]+)%.([^.]+)$"
  metric = metric or left
  if part and not PARTS[part] then
    return nil, ("unknown part '%s'%s"):format(part, hint(part, sorted(PARTS)))
  end
  if part == "all" then part = nil end
  local known = metrics_of(part)
  if not known[metric] then
    return nil, ("unknown metric '%s'%s"):format(metric, hint(metric, sorted(known),
      "; 'tide backtest --json' and docs/guide/research.md list them"))
  end
  if not OPERATORS[operator] then
    return nil, ("unknown comparison '%s': write >, >=, < or <="):format(operator)
  end
  local number, percent = right:match "^([%d.eE+-]+)%s*(%%?)$"
  local value = tonumber(number or "")
  if not value then
    return nil, ("expected a number after %s, found '%s'"):format(operator, right)
  end
  if percent == "%" then value = value / 100 end
  return { metric = metric, operator = operator, value = value, part = part,
    text = text:match "^%s*(.-)%s*$" }
end

--- Judge predictions.
-- @param metrics  { all = { metric = number }, in_sample, validation, test = the same of parts,
--   bear = { total_return = ... } and other regimes, keys as in stdlib.research.regimes }; facts
--   such as dsr stand in `all`
-- @return list of { metric, operator, value, part, text, line, found = number or nil, outcome =
--   "passed", "failed" or "undefined": nothing is known of it }
function prediction.judge(predictions, metrics)
  local list = {}
  for i, one in ipairs(predictions) do
    local made = {}
    for key, value in pairs(one) do made[key] = value end
    local found = (metrics[one.part or "all"] or {})[one.metric]
    made.found = found == found and found or nil
    made.outcome = made.found == nil and "undefined"
      or OPERATORS[one.operator](made.found, one.value) and "passed" or "failed"
    list[i] = made
  end
  return list
end

return prediction
