--- Costs, sizes and rules of fills under which strategies were tried.
local ffi = require "ffi"
local C = require("stdlib.host").C

local settings = {}

--- The row of settings.
-- @param text  JSON with the same bytes for the same settings, without a time range
-- @return { hash, json }
function settings.describe(text)
  local digest = ffi.new "char[17]"
  C.tide_digest(text, #text, digest)
  return { hash = ffi.string(digest), json = text }
end

--- Keep settings, unless they are there. @return their id
function settings.put(db, row)
  db:run("INSERT INTO settings (hash, json) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
    row.hash, row.json)
  return db:value("SELECT id FROM settings WHERE hash = ?1", row.hash)
end

--- @return { id, hash, json }, or nil
function settings.by_hash(db, hash)
  return db:row("SELECT id, hash, json FROM settings WHERE hash = ?1", hash)
end

return settings
