--- A Monte Carlo for other programs.
local json = require "stdlib.json"
local paths = require "stdlib.research.paths"
local head = require("runtime.document").head

local document = {}

local function distribution(d)
  local members = { "actual", d.actual, "rank", d.rank, "mean", d.mean, "deviation", d.deviation }
  local n = 8
  for _, quantile in ipairs(paths.quantiles) do
    members[n + 1], members[n + 2], n = quantile[1], d[quantile[1]], n + 2
  end
  members[n + 1], members[n + 2] = "defined", d.defined
  return json.object(members, n + 2)
end

local function bands(b)
  local members, n = { "at", json.array(b.at) }, 2
  for _, quantile in ipairs(paths.quantiles) do
    members[n + 1], members[n + 2], n = quantile[1], json.array(b[quantile[1]]), n + 2
  end
  members[n + 1], members[n + 2] = "actual", b.actual and json.array(b.actual)
  return json.object(members, n + 2)
end

local function method_of(m)
  return json.object({
    "method", m.method, "paths", m.paths, "failed", m.failed, "steps", m.steps, "unit", m.unit,
    "ruin", m.ruin, "ruin_level", m.ruin_level, "final_equity", distribution(m.final_equity),
    "max_drawdown", distribution(m.max_drawdown), "sharpe_ratio", distribution(m.sharpe_ratio),
    "bands", bands(m.bands),
  }, 22)
end

-- The numbers of the first method stand at the top, too: where one was asked for, it is all.
local function one(found)
  local made, methods, left_out = head(found.run), {}, {}
  for i, m in ipairs(found.methods) do methods[i] = method_of(m) end
  for i, m in ipairs(found.left_out) do
    left_out[i] = json.object { "method", m.method, "reason", m.reason }
  end
  local first = found.methods[1]
  json.put(made, "seed", found.opts.seed)
  json.put(made, "method", first and first.method)
  json.put(made, "paths", first and first.paths)
  json.put(made, "ruin", first and first.ruin)
  json.put(made, "bands", first and bands(first.bands))
  json.put(made, "methods", json.array(methods))
  json.put(made, "left_out", json.array(left_out))
  return made
end

--- The document of what run.all found: of the one instrument, or { results }.
function document.all(found)
  if #found == 1 then return one(found[1]) end
  local results = {}
  for i, each in ipairs(found) do results[i] = one(each) end
  return json.object { "results", json.array(results) }
end

return document
