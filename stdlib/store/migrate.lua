--- Brings a database to a schema: numbered steps, each with its way back.
--
-- A step is a file stdlib/store/migrations/NAME.sql with the parts `-- forward` and
-- `-- back`. It runs in one transaction together with its row in the table `migrations`, so
-- a step is done or it is not. A step that was ever released is never edited.
local C = require("stdlib.host").C

local migrate = {}

-- In order; the number of a step is its place.
local NAMES = { "0001_factory", "0002_verdicts" }

local function read(name)
  local path = ("%s/stdlib/store/migrations/%s.sql"):format(TIDE_ROOT, name)
  local file = assert(io.open(path, "rb"), path .. ": not found; the installation is not whole")
  local text = file:read "*a"
  file:close()
  return {
    name = name,
    forward = assert(text:match "\n%-%- forward\n(.-)\n%-%- back\n", path),
    back = assert(text:match "\n%-%- back\n(.*)$", path),
  }
end

--- How many steps there are.
migrate.latest = #NAMES

local function begin(db)
  db:exec [[CREATE TABLE IF NOT EXISTS migrations
    (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied INTEGER NOT NULL)]]
end

--- How many steps a database has taken; 0 for an empty one.
function migrate.version(db)
  local known = db:value "SELECT count(*) FROM sqlite_master WHERE name = 'migrations'"
  if known == 0 then return 0 end
  return db:value "SELECT coalesce(max(number), 0) FROM migrations"
end

--- Every step: { number, name, applied = ms or nil }.
function migrate.status(db)
  local list, version = {}, migrate.version(db)
  for number, name in ipairs(NAMES) do
    list[number] = { number = number, name = name }
    if number <= version then
      list[number].applied = db:value("SELECT applied FROM migrations WHERE number = ?1", number)
    end
  end
  return list
end

--- Take all steps that are missing.
-- @return the names of those taken
function migrate.forward(db)
  local taken = {}
  for number = migrate.version(db) + 1, #NAMES do
    local step = read(NAMES[number])
    db:transaction(function()
      begin(db)
      -- Another process may have been faster.
      if db:value("SELECT count(*) FROM migrations WHERE number = ?1", number) > 0 then return end
      db:exec(step.forward)
      db:run("INSERT INTO migrations (number, name, applied) VALUES (?1, ?2, ?3)", number,
        step.name, math.floor(C.tide_clock_wall_us() / 1000))
      taken[#taken + 1] = step.name
    end)
  end
  return taken
end

--- Take the last step back, with all that its tables hold.
-- @return its name, or nil when there is none
function migrate.back(db)
  local number = migrate.version(db)
  if number == 0 or number > #NAMES then return nil end
  local step = read(NAMES[number])
  db:transaction(function()
    db:exec(step.back)
    db:run("DELETE FROM migrations WHERE number = ?1", number)
  end)
  return step.name
end

return migrate
