--- A strategy of the store and its results as JSON.
local json = require "stdlib.json"
local backtest = require "stdlib.backtest"
local settings = require "stdlib.store.settings"
local strategies = require "stdlib.store.strategies"
local trials = require "stdlib.store.trials"
local verdicts = require "stdlib.store.verdicts"

local describe = {}

local function metrics_of(result)
  local members = {}
  for i, key in ipairs(backtest.metric_keys) do
    members[2 * i - 1], members[2 * i] = key, result.metrics[key]
  end
  return json.object(members, 2 * #backtest.metric_keys)
end

--- One result.
function describe.result(result)
  return json.object {
    "symbol", result.symbol, "timeframe", result.timeframe, "part", result.part,
    "from", result.from, "to", result.to, "data_hash", result.dataset,
    "settings_hash", result.settings, "metrics", metrics_of(result),
  }
end

--- What is known of a strategy without its rules and results.
function describe.strategy(row)
  return json.object({
    "id", row.id, "hash", row.hash, "name", row.name, "origin", row.origin,
    "parents", json.array(row.parents), "generation", row.generation,
    "complexity", row.complexity, "created", row.created,
  }, 16)
end

--- What was tried on the instruments of results, over the time that they cover.
-- @return list of { symbol, from, to, count, with_sharpe, sum, sum_squares }
function describe.ledger(db, results)
  local list, by_symbol = {}, {}
  for _, result in ipairs(results) do
    local range = by_symbol[result.symbol]
    if not range then
      range = { symbol = result.symbol, from = result.from, to = result.to }
      by_symbol[result.symbol], list[#list + 1] = range, range
    end
    range.from, range.to = math.min(range.from, result.from), math.max(range.to, result.to)
  end
  for _, range in ipairs(list) do
    for key, value in pairs(trials.summary(db, range)) do range[key] = value end
  end
  return list
end

--- Mean and standard deviation of the Sharpe ratios of a ledger row; nil where undefined.
function describe.spread(row)
  local n = row.with_sharpe
  if n == 0 then return nil end
  local mean = row.sum / n
  local variance = n > 1 and math.max(row.sum_squares - n * mean * mean, 0) / (n - 1) or nil
  return mean, variance and math.sqrt(variance)
end

local function ledger_document(row)
  local mean, deviation = describe.spread(row)
  return json.object({
    "symbol", row.symbol, "from", row.from, "to", row.to, "trials", row.count,
    "with_sharpe", row.with_sharpe, "mean_sharpe", mean, "sharpe_deviation", deviation,
  }, 14)
end

local function settings_documents(db, results)
  local list, seen = {}, {}
  for _, result in ipairs(results) do
    if not seen[result.settings] then
      seen[result.settings] = true
      local row = settings.by_hash(db, result.settings)
      list[#list + 1] = json.object { "hash", row.hash, "settings", json.verbatim(row.json) }
    end
  end
  return json.array(list)
end

--- Everything that is known of a strategy.
-- @param results  all of them, see stdlib.store.results
function describe.all(db, row, results)
  local made, parents, list, ledger = describe.strategy(row), {}, {}, {}
  for i, hash in ipairs(row.parents) do
    local parent = strategies.by_hash(db, hash)
    parents[i] = json.object({ "hash", hash, "name", parent and parent.name }, 4)
  end
  for i, result in ipairs(results) do list[i] = describe.result(result) end
  for i, range in ipairs(describe.ledger(db, results)) do ledger[i] = ledger_document(range) end
  json.put(made, "parents", json.array(parents))
  json.put(made, "strategy", row.json and json.verbatim(row.json) or nil)
  json.put(made, "lua", row.lua)
  local verdict = verdicts.latest(db, row.hash)
  json.put(made, "verdict", verdict and json.object {
    "verdict", verdict.verdict, "decided", verdict.decided,
    "document", json.verbatim(verdict.document),
  } or json.null)
  json.put(made, "results", json.array(list))
  json.put(made, "settings", settings_documents(db, results))
  return json.put(made, "ledger", json.array(ledger))
end

return describe
