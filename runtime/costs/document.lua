--- What costs do to a strategy, for other programs.
local costs = require "stdlib.research.costs"
local json = require "stdlib.json"
local head = require("runtime.document").head

local document = {}

local function row_of(row)
  local members, n = {}, 0
  for _, key in ipairs(costs.keys) do
    members[n + 1], members[n + 2], n = key, row.metrics[key], n + 2
  end
  return json.object { "factor", row.factor, "metrics", json.object(members, n) }
end

local function capacity_of(c, why)
  if not c then return json.object({ "capital", nil, "reason", why }, 4) end
  return json.object({
    "impact", c.impact, "sharpe_without_impact", c.sharpe, "sharpe_at_cash", c.own,
    "capital", c.capital, "not_before", c.until_cash, "falling", c.falling,
  }, 12)
end

local function one(found)
  local made, rows = head(found.run), {}
  for i, row in ipairs(found.rows) do rows[i] = row_of(row) end
  json.put(made, "costs", json.array(rows))
  json.put(made, "break_even", json.object({
    "bps", found.bps, "all_costs_bps", found.all_bps, "factor", found.factor,
    "metric_bps", found.run.result.metrics.break_even_bps,
  }, 8))
  json.put(made, "capacity", capacity_of(found.capacity, found.why.capacity))
  return made
end

--- The document: of the one instrument, or { results }.
function document.all(found)
  if #found == 1 then return one(found[1]) end
  local results = {}
  for i, each in ipairs(found) do results[i] = one(each) end
  return json.object { "results", json.array(results) }
end

return document
