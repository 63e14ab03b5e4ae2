--- The store of a command: opened as its options say, closed whatever happens.
local database = require "stdlib.store.database"
local datasets = require "stdlib.store.datasets"
local failure = require "runtime.failure"
local runs = require "stdlib.store.runs"
local settings = require "runtime.settings"
local store = require "stdlib.store.init"
local stored_settings = require "stdlib.store.settings"

local storage = {}

storage.option = {
  name = "store", value = "FILE", help = "the database", shown = "tide.db in the data folder",
}

--- The options of a command that may keep what it finds.
storage.saving = {
  { name = "save", help = "keep strategies, results and trials in the store" },
  { name = "store", value = "FILE", help = "keep them in this database",
    shown = "with --save: tide.db in the data folder" },
}

local function closing(db, f)
  local results = { pcall(f, db) }
  db:close()
  if results[1] then return unpack(results, 2) end
  if database.is_failure(results[2]) then failure.raise(results[2].message) end
  error(results[2], 0)
end

--- Run f(db) on the store.
-- @param mode  "create" | "write" | "read", see stdlib.store
function storage.with(opts, mode, f)
  return closing(failure.check(store.open(opts.store, mode)), f)
end

--- Run f(db) where the options say that something is to be kept, else f(nil).
function storage.saved(opts, f)
  if opts.save or opts.store then return storage.with(opts, "create", f) end
  return f(nil)
end

--- The run that a job is, for what is kept of it.
-- @param job  { candles, with = { SYMBOL = candles }, settings = tide_settings, part }
-- @return as runs.get, or nil when no bar is traded
function storage.run(db, job)
  local from, to = datasets.range(job.candles, job.settings.from, job.settings.to)
  return from and runs.put(db, {
    dataset = datasets.describe(job.candles, job.with), from = from, to = to, part = job.part,
    settings = stored_settings.describe(settings.text(job.settings)),
  })
end

--- The same without asking for the schema of this version: for what changes it.
function storage.bare(opts, mode, f)
  local path = opts.store or failure.check(store.default_path())
  return closing(failure.check(database.open(path, { mode = mode })), f)
end

return storage
