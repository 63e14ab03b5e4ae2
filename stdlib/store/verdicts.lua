--- What `tide validate` decided of strategies. A verdict belongs to a hash: an edited strategy has
-- another one, and no verdict.
local C = require("stdlib.host").C

local verdicts = {}

--- Keep a verdict.
-- @param verdict  { strategy = hash, name, verdict = "GO", "NO-GO" or "MORE DATA", document = its
--   JSON }
-- @return its number
function verdicts.add(db, verdict)
  return db:transaction(function()
    db:run([[INSERT INTO verdicts (strategy, name, decided, verdict, document)
      VALUES (?1, ?2, ?3, ?4, ?5)]], verdict.strategy, verdict.name,
      math.floor(C.tide_clock_wall_us() / 1000), verdict.verdict, verdict.document)
    return db:last_key()
  end)
end

local COLUMNS = "SELECT id, strategy, name, decided, verdict, document FROM verdicts"

--- The last verdict of a strategy: { id, strategy, name, decided = ms, verdict, document }, or nil
-- where it has none.
function verdicts.latest(db, hash)
  return db:row(COLUMNS .. " WHERE strategy = ?1 ORDER BY id DESC LIMIT 1", hash)
end

return verdicts
