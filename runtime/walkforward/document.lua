--- A walk-forward for other programs: `tide walkforward --json`.
local honesty = require "stdlib.research.honesty"
local json = require "stdlib.json"
local judge = require "runtime.walkforward.judge"
local run = require "runtime.batch.run"
local settings = require "runtime.settings"

local document = {}

local function null(x) if x == nil then return json.null end return x end

local function ms(us) return tonumber(us) / 1000 end

-- What ends with its candles ends when the last of them closes.
local function part_of(part)
  local to = part.to ~= 0 and part.to or part.candles:close_time(part.last)
  return json.object { "from", ms(part.from), "to", ms(to), "bars", part.bars }
end

local function params_of(one, axes)
  if not one.chosen.params then return json.null end
  local object = json.object {}
  for _, a in ipairs(axes) do json.put(object, a.name, one.chosen.params[a.name]) end
  return object
end

local function window_of(one, axes)
  local w, chosen = one.window, one.chosen
  return json.object {
    "number", w.number, "train", part_of(w.train), "test", part_of(w.test),
    "stitched", part_of(w.stitched), "chosen", not chosen.flat,
    "params", params_of(one, axes), "hash", chosen.flat and json.null or chosen.hash,
    "strategy", chosen.json and json.verbatim(chosen.json) or json.null,
    "objective", null(chosen.value), "objective_out_of_sample", null(one.value_later),
    "in_sample", run.ordered(one.in_sample.metrics),
    "out_of_sample", run.ordered(one.out_of_sample.metrics),
  }
end

local function stitched_of(walk)
  local result = walk.stitched
  if not result then return json.null end
  return json.object {
    "from", result.from, "to", result.to, "bars", result.bars, "ruined", result.ruined,
    "metrics", run.ordered(result.metrics),
  }
end

local function drift_of(walk)
  local list = {}
  for i, d in ipairs(walk.drift) do
    list[i] = json.object { "name", d.name, "share", d.share, "changes", d.changes,
      "values", json.array(d.values) }
  end
  return json.array(list)
end

local function one(walk, job)
  local windows, constraints, block = {}, {}, walk.block
  for i, each in ipairs(walk.windows) do windows[i] = window_of(each, walk.space.axes) end
  for i, constraint in ipairs(job.opts.constraint) do constraints[i] = constraint.text end
  local dataset = walk.job.dataset
  return json.object {
    "windows", json.array(windows), "stitched", stitched_of(walk),
    "efficiency", null(walk.efficiency), "drift", drift_of(walk),
    "tries", walk.tried.count, "trials", walk.tried.different,
    "dsr", null(block and block.dsr), "pbo", null(block and block.pbo),
    "honesty", block and honesty.object(block) or json.null,
    "judgement", json.array(walk.stitched and judge.sentences(walk, block) or {}),
    "symbol", walk.job.symbol, "timeframe", dataset.candles.timeframe, "source", dataset.path,
    "walked", part_of(dataset.parts.in_sample),
    "sealed", dataset.parts.test and part_of(dataset.parts.test) or json.null,
    "strategy", job.strategy and job.strategy.name or json.null, "search", job.opts.search,
    "objective", job.objective.text, "constraints", json.array(constraints),
    "combinations", job.strategy and walk.combinations or json.null,
    "planned", #walk.plan, "anchored", job.opts.anchored or false,
    "purge", walk.plan.purge, "embargo", walk.plan.embargo,
    "seed", job.opts.seed, "stopped", walk.stopped, "seconds", walk.seconds,
    "profile", settings.profile(job.settings),
    "settings", json.object(settings.describe(job.settings)), "notes", json.array(walk.notes),
  }
end

--- The document of all walks: of the only one, or { results }.
-- @param walks  of run.walk, each with job, block and seconds
-- @param job    of runtime.walkforward.prepare
function document.all(walks, job)
  if #walks == 1 then return one(walks[1], job) end
  local results = {}
  for i, walk in ipairs(walks) do results[i] = one(walk, job) end
  return json.object { "results", json.array(results) }
end

return document
