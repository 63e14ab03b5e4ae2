--- tide.db: where strategies and their results are kept.
--
--     local db = assert(store.open())           -- the user's own, made when it is missing
--     local db = assert(store.open("my.db", "read"))
local database = require "stdlib.store.database"
local migrate = require "stdlib.store.migrate"

local store = {}

--- The file used when none is named: tide/tide.db in the XDG data folder.
function store.default_path()
  local data = os.getenv "XDG_DATA_HOME"
  if not data or data:sub(1, 1) ~= "/" then
    local home = os.getenv "HOME"
    if not home or home == "" then return nil, "HOME is not set: name a file with --store" end
    data = home .. "/.local/share"
  end
  return data .. "/tide/tide.db"
end

local function check_version(db)
  local version = migrate.version(db)
  if version == migrate.latest then return db end
  local message = version < migrate.latest
    and ("%s was made by an older tide (step %d of %d): run 'tide db migrate'")
    or ("%s was made by a newer tide (step %d, this one knows %d): use that, or another file")
  db:close()
  return nil, message:format(db.path, version, migrate.latest)
end

--- Open the store.
-- @param path  default store.default_path()
-- @param mode  "create" (default): made when it is missing; "write" and "read": it is there
-- @return a database of stdlib.store.database, or nil and a message
function store.open(path, mode)
  local message
  if not path then
    path, message = store.default_path()
    if not path then return nil, message end
  end
  local db
  db, message = database.open(path, { mode = mode })
  if not db then return nil, message end
  local fine, failed = pcall(function()
    if mode ~= "read" and migrate.version(db) == 0 then migrate.forward(db) end
  end)
  if fine then return check_version(db) end
  db:close()
  return nil, tostring(failed)
end

return store
