--- A run: what many strategies are tried on. A time range of a data set, under settings, as a
-- part of the data: whole, in_sample, validation or test.
local datasets = require "stdlib.store.datasets"
local settings = require "stdlib.store.settings"

local runs = {}

--- What a range can be of the data.
runs.PARTS = { "whole", "in_sample", "validation", "test" }

local known = {}
for _, part in ipairs(runs.PARTS) do known[part] = true end

local COLUMNS = [[r.id, r.part, r.from_time AS "from", r.to_time AS "to", r.settings, r.dataset,
  d.symbol, d.timeframe, d.hash AS dataset_hash, s.hash AS settings_hash]]

local FROM = [[FROM runs r JOIN datasets d ON d.id = r.dataset JOIN settings s
  ON s.id = r.settings]]

local READ = ("SELECT %s %s WHERE r.id = ?1"):format(COLUMNS, FROM)

--- @return { id, part, from, to, symbol, timeframe, dataset, settings = ids, dataset_hash,
--   settings_hash }, or nil
function runs.get(db, id) return db:row(READ, id) end

--- Keep a run with its data set and settings, unless it is there.
-- @param run  { dataset = row of datasets.describe, settings = row of settings.describe,
--   from, to = ms: open of the first bar that is traded and close of the last, part }
-- @return as runs.get
function runs.put(db, run)
  assert(known[run.part], "part is one of " .. table.concat(runs.PARTS, ", "))
  return db:transaction(function()
    local dataset, set = datasets.put(db, run.dataset), settings.put(db, run.settings)
    db:run([[INSERT INTO runs (dataset, settings, from_time, to_time, part)
      VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING]], dataset, set, run.from, run.to,
      run.part)
    return runs.get(db, db:value([[SELECT id FROM runs WHERE dataset = ?1 AND settings = ?2
      AND from_time = ?3 AND to_time = ?4 AND part = ?5]], dataset, set, run.from, run.to,
      run.part))
  end)
end

return runs
