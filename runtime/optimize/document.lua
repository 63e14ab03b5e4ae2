--- What a search over parameters has found, for other programs: `tide optimize --json`.
local json = require "stdlib.json"
local axis = require "stdlib.optimizer.axis"
local run = require "runtime.batch.run"
local searched = require "runtime.search.document"
local settings = require "runtime.settings"
local trials = require "runtime.optimize.trials"

local document = {}

local function null(x) if x == nil then return json.null end return x end

local function params_of(point, axes)
  local object = json.object {}
  for _, a in ipairs(axes) do json.put(object, a.name, point.values[a.name]) end
  return object
end

--- What the search did not vary.
local function fixed_of(found)
  local varied, object = {}, json.object {}
  for _, a in ipairs(found.space.axes) do varied[a.name] = true end
  for _, spec in ipairs(found.strategy.param_specs) do
    if not varied[spec.name] then json.put(object, spec.name, found.strategy.params[spec.name]) end
  end
  return object
end

local function metrics_of(numbers)
  return numbers and run.ordered(trials.metrics_of(numbers)) or json.null
end

--- Metrics of the only instrument, or a list of them.
local function part_of(by_place, datasets)
  if #datasets == 1 then return metrics_of(by_place[1]) end
  local list = {}
  for i, dataset in ipairs(datasets) do
    list[i] = json.object { "symbol", dataset.symbol, "metrics", metrics_of(by_place[i]) }
  end
  return json.array(list)
end

local function member(point, found)
  if not point then return json.null end
  local strategy = point.strategy
  return json.object {
    "params", params_of(point, found.space.axes), "hash", strategy.hash, "rank", point.rank,
    "objective", point.value, "objective_out_of_sample", null(point.seen_later),
    "neighbours", null(point.neighbours), "plateau", null(point.plateau), "peak", null(point.peak),
    "in_sample", part_of(strategy.numbers, found.datasets),
    "out_of_sample", part_of(strategy.outside, found.datasets),
  }
end

local function axes_of(found)
  local list = {}
  for i, a in ipairs(found.space.axes) do
    local grid = found.whole or a.list
    list[i] = json.object {
      "name", a.name, "count", a.n, "values", grid and json.array(axis.values(a)) or json.null,
      "min", null(a.from), "max", null(a.to), "step", null(a.step),
      "importance", null(found.importance and found.importance[i]),
    }
  end
  return json.array(list)
end

local function matrix_of(rows, columns)
  local list = {}
  for i, row in ipairs(rows) do
    local cells = {}
    for k = 1, columns do cells[k] = null(row[k]) end
    list[i] = json.array(cells)
  end
  return json.array(list)
end

local function heatmaps_of(found)
  local list = {}
  for i, map in ipairs(found.heatmaps) do
    list[i] = json.object {
      "x", map.x, "y", map.y, "x_values", json.array(map.x_values),
      "y_values", json.array(map.y_values), "mean", matrix_of(map.mean, #map.x_values),
      "best", matrix_of(map.best, #map.x_values),
    }
  end
  return json.array(list)
end

--- @param found  see runtime.commands.optimize
function document.of(found)
  local results, constraints = {}, {}
  for i, point in ipairs(found.top) do results[i] = member(point, found) end
  for i, constraint in ipairs(found.constraints) do constraints[i] = constraint.text end
  return json.object {
    "best", member(found.best[1], found), "recommended", member(found.recommended, found),
    "results", json.array(results), "combinations", found.combinations,
    "trials", #found.tried.strategies,
    "dsr", searched.worst(found, "dsr", 1), "pbo", searched.worst(found, "pbo", -1),
    "seconds", found.seconds,
    "strategy", found.strategy.name, "method", found.opts.method,
    "objective", found.objective.text, "constraints", json.array(constraints),
    "seed", found.opts.seed, "stopped", found.stopped, "done", #found.tried.list,
    "unfit", #found.tried.list - #found.best - found.tried.failed, "failed", found.tried.failed,
    "recalled", found.tried.recalled, "computed", found.tried.computed,
    "params", axes_of(found), "fixed", fixed_of(found),
    "heatmaps", heatmaps_of(found),
    "profile", settings.profile(found.settings),
    "settings", json.object(settings.describe(found.settings)),
    "data", searched.data(found), "notes", json.array(found.notes),
  }
end

return document
