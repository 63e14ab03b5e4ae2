--- A validation for other programs: `tide validate --json`, and what the store keeps of it.
local honesty = require "stdlib.research.honesty"
local json = require "stdlib.json"
local regimes = require "stdlib.research.regimes"
local result_document = require "runtime.document"
local run = require "runtime.batch.run"
local searched = require "runtime.search.document"
local settings = require "runtime.settings"
local split = require "stdlib.research.split"

local document = {}

local function null(x) if x == nil then return json.null end return x end

local function check_of(row)
  return json.object {
    "name", row.name, "title", row.title, "group", row.group, "level", row.level,
    "value", null(row.value), "threshold", null(row.threshold),
    "at", row.operator or row.at, "unit", row.unit, "result", row.result, "note", null(row.note),
  }
end

local function list_of(rows, make)
  local list = {}
  for i, row in ipairs(rows) do list[i] = make(row) end
  return json.array(list)
end

local YEAR = { "year", "days", "total_return", "sharpe_ratio", "max_drawdown", "trades", "win_rate",
  "held" }

local function picked(row, keys)
  local members = {}
  for i, key in ipairs(keys) do members[2 * i - 1], members[2 * i] = key, null(row[key]) end
  return json.object(members)
end

local function regime_of(row)
  local keys = { "regime", "applies", "fails" }
  for _, column in ipairs(regimes.columns) do keys[#keys + 1] = column[1] end
  return picked(row, keys)
end

local function window_of(one)
  local params = json.object {}
  for name, value in pairs(one.chosen.params or {}) do json.put(params, name, value) end
  local function of(result)
    return json.object { "from", result.from, "to", result.to,
      "sharpe_ratio", null(result.metrics.sharpe_ratio),
      "total_return", null(result.metrics.total_return), "trades", #result.trades }
  end
  return json.object { "params", params, "in_sample", of(one.in_sample),
    "out_of_sample", of(one.out_of_sample) }
end

local function walks_of(found)
  local list = {}
  for place, walk in pairs(found.facts.walks or {}) do
    list[#list + 1] = json.object { "symbol", found.subject.datasets[place].symbol,
      "windows", list_of(walk.windows, window_of),
      "stitched", json.object { "metrics", run.ordered(walk.stitched.metrics) },
      "efficiency", null(walk.efficiency) }
  end
  return json.array(list)
end

local function parts_of(facts)
  local made = json.object { "whole", run.ordered(facts.all) }
  for _, name in ipairs(split.names) do
    json.put(made, name, facts[name] and run.ordered(facts[name]) or json.null)
  end
  return made
end

local function symbol_of(row)
  return picked(row, { "symbol", "from", "to", "trades", "total_return", "buy_hold_return",
    "sharpe_ratio", "max_drawdown", "win_rate" })
end

--- @param found  { subject, facts, verdict, seconds }
function document.of(found)
  local facts, v, subject = found.facts, found.verdict, found.subject
  local made = json.object {
    "verdict", v.verdict, "reasons", json.array(v.reasons), "red_flags", json.array(v.red_flags),
    "checks", list_of(v.checks, check_of), "held", v.held, "counted", v.counted,
    "strategy", subject.strategy.name, "hash", subject.strategy.hash,
    "type", null(subject.thresholds.kind), "sealed", subject.opts.sealed or false,
    "params", result_document.params(subject.strategy),
    "profile", settings.profile(subject.settings),
    "settings", json.object(settings.describe(subject.settings)),
    "data", searched.data { datasets = subject.datasets, blocks = {} },
    "parts", parts_of(facts), "years", list_of(facts.by_year, function(row)
      return picked(row, YEAR)
    end),
    "regimes", list_of(facts.regime_rows, regime_of),
    "symbols", list_of(facts.symbol_table.rows, symbol_of),
    "walkforward", walks_of(found),
    "decay", facts.decay and json.object { "difference", facts.decay.difference,
      "p", facts.decay.p, "p_bootstrap", facts.decay.p_bootstrap } or json.null,
    "honesty", facts.honesty and honesty.object(facts.honesty) or json.null,
    "trials", null(facts.trials), "dsr", null(facts.dsr), "pbo", null(facts.pbo),
    "seconds", found.seconds,
  }
  return made
end

return document
