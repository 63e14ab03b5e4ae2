--- The store of a command: opened as its options say, closed whatever happens.
local database = require "stdlib.store.database"
local failure = require "runtime.failure"
local store = require "stdlib.store.init"

local storage = {}

storage.option = {
  name = "store", value = "FILE", help = "the database", shown = "tide.db in the data folder",
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

--- The same without asking for the schema of this version: for what changes it.
function storage.bare(opts, mode, f)
  local path = opts.store or failure.check(store.default_path())
  return closing(failure.check(database.open(path, { mode = mode })), f)
end

return storage
