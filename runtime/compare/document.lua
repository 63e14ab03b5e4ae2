--- Strategies side by side, for other programs.
local json = require "stdlib.json"
local run_document = require "runtime.document"

local document = {}

local PAIR = { "a", "b", "difference", "p", "correlation", "days", "missing" }

local function pair_of(one, pair)
  local members = {}
  for i, key in ipairs(PAIR) do members[2 * i - 1], members[2 * i] = key, pair[key] end
  members[2], members[4] = one.runs[pair.a].name, one.runs[pair.b].name
  return json.object(members, 2 * #PAIR)
end

local function strategy_of(run, with_equity)
  local made = run_document.of(run, with_equity)
  made = json.put(made, "strategy", run.name)
  return made
end

local function of(one, with_equity)
  local strategies, list = {}, {}
  for i, run in ipairs(one.runs) do strategies[i] = strategy_of(run, with_equity) end
  for i, pair in ipairs(one.pairs) do list[i] = pair_of(one, pair) end
  return json.object {
    "symbol", one.symbol, "strategies", json.array(strategies), "pairs", json.array(list),
  }
end

--- The document of all comparisons: of the one, or { results }.
-- @param with_equity  add the equity mark of every bar
function document.all(list, with_equity)
  if #list == 1 then return of(list[1], with_equity) end
  local results = {}
  for i, one in ipairs(list) do results[i] = of(one, with_equity) end
  return json.object { "results", json.array(results) }
end

return document
