--- What a combination has to keep to: "num_trades>=30", "max_drawdown < 0.3".
local backtest = require "stdlib.backtest"
local nearest = require "stdlib.nearest"

local constraint = {}

local KEEPS = {
  [">="] = function(x, limit) return x >= limit end,
  ["<="] = function(x, limit) return x <= limit end,
  [">"] = function(x, limit) return x > limit end,
  ["<"] = function(x, limit) return x < limit end,
}

--- @return { key, text, keeps = function(metrics) -> boolean: an undefined metric does not keep to
--   it }, or nil and what was wanted
function constraint.parse(text)
  local key, how, word = text:match "^%s*([%a_][%w_]*)%s*([<>]=?)%s*(%S+)%s*$"
  local limit = word and word:match "^[+-]?%d*%.?%d*[eE]?[+-]?%d*$" and tonumber(word)
  if not limit then return nil, "a metric and its limit, like num_trades>=30" end
  if not backtest.metric_units[key] then
    return nil, ("a metric and its limit: there is no metric '%s'%s"):format(key,
      nearest.hint(key, backtest.metric_keys))
  end
  local keeps = KEEPS[how]
  return {
    key = key, text = ("%s%s%s"):format(key, how, word),
    keeps = function(metrics)
      local x = metrics[key]
      return x ~= nil and keeps(x, limit)
    end,
  }
end

return constraint
