--- What a search found, for other programs: the document of `tide evolve --json`.
local json = require "stdlib.json"
local failure = require "runtime.failure"
local lua = require "stdlib.convert.lua"
local run = require "runtime.batch.run"
local searched = require "runtime.search.document"
local settings = require "runtime.settings"

local document = {}

local function null(x) if x == nil then return json.null end return x end

local function metrics_of(result) return result and run.ordered(result.metrics) or json.null end

--- Metrics by part: those of the only instrument, or a list of them.
local function part_of(one, part, datasets)
  if #datasets == 1 then return metrics_of(one.runs[1][part]) end
  local list = {}
  for i, dataset in ipairs(datasets) do
    list[i] = json.object { "symbol", dataset.symbol, "metrics", metrics_of(one.runs[i][part]) }
  end
  return json.array(list)
end

local function member(one, found)
  return json.object {
    "hash", one.hash, "name", one.name, "strategy", json.verbatim(one.json),
    "objective", json.array(one.record.values), "complexity", one.complexity,
    "generation", one.record.generation,
    "parents", json.array { one.record.parent_a, one.record.parent_b },
    "in_sample", part_of(one, "in_sample", found.datasets),
    "out_of_sample", part_of(one, "validation", found.datasets),
  }
end

local HISTORY = {
  "generation", "best", "median", "diversity", "complexity", "fit", "tried", "trials",
}

local function history_of(search)
  local list = {}
  for i, row in ipairs(search.history) do
    local members = {}
    for _, key in ipairs(HISTORY) do
      members[#members + 1], members[#members + 2] = key, null(row[key])
    end
    list[i] = json.object(members)
  end
  return json.array(list)
end

local function permutation_of(found)
  local p = found.permutation
  if not p then return json.null end
  return json.object {
    "count", #p.values, "block", p.block, "real", p.real, "not_worse", p.not_worse,
    "p_value", p.p_value, "best", null(p.best), "median", null(p.median),
    "values", json.array(p.values),
  }
end

--- @param found  see runtime.commands.evolve
function document.of(found)
  local top, front = {}, {}
  for i, one in ipairs(found.top) do top[i] = member(one, found) end
  for i, m in ipairs(found.front) do
    front[i] = json.object { "hash", m.record.hash, "objective", json.array(m.record.values) }
  end
  return json.object {
    "best", top[1] or json.null,
    "generations", history_of(found.search),
    "trials", #found.search.order,
    "dsr", searched.worst(found, "dsr", 1), "pbo", searched.worst(found, "pbo", -1),
    "seconds", found.seconds,
    "objective", found.objective.text, "seed", found.opts.seed,
    "ended", found.ended, "stopped", found.stopped,
    "profile", settings.profile(found.settings),
    "settings", json.object(settings.describe(found.settings)),
    "data", searched.data(found), "top", json.array(top), "front", json.array(front),
    "permutation", permutation_of(found),
  }
end

-- What stands at the head of a Lua file: enough to remember it by.
local REMEMBERED = {
  "total_return", "cagr", "sharpe_ratio", "sortino_ratio", "max_drawdown", "num_trades", "win_rate",
  "profit_factor",
}

local function remembered(metrics)
  local few = {}
  for _, key in ipairs(REMEMBERED) do few[key] = metrics[key] end
  return few
end

local PARTS = { { "in_sample", "in-sample" }, { "validation", "validation" } }

--- The winner as a person would write it, with where it comes from and what it did.
-- @return text, or nil and what a Lua file cannot say
function document.source(found)
  local one = found.top[1]
  if not one then return "" end
  local results = {}
  for i, dataset in ipairs(found.datasets) do
    for _, part in ipairs(PARTS) do
      local result = one.runs[i][part[1]]
      if result then
        results[#results + 1] = {
          data = dataset.symbol .. ", " .. part[2], metrics = remembered(result.metrics),
        }
      end
    end
  end
  return lua.from_json(one.json, {
    origin = ("Evolved: the best of %d tries in %d generations (seed %d)."):format(
      #found.search.order, found.search.generation, found.opts.seed),
    results = results,
  })
end

--- What --out writes: the best, one a line, or with the suffix .lua the winner.
function document.file(found, path)
  if path:find "%.lua$" then return failure.check(document.source(found)) end
  local lines = {}
  for i, one in ipairs(found.top) do lines[i] = one.json .. "\n" end
  return table.concat(lines)
end

return document
