--- Each look at the sealed test part of the data, with what was seen. It is written at once.
local C = require("stdlib.host").C

local openings = {}

--- Note a look.
-- @param opening  { strategy = hash, run = id of a run whose part is test, metrics = JSON text }
-- @return how often this run has been opened, this time included
function openings.add(db, opening)
  return db:transaction(function()
    db:run("INSERT INTO test_openings (opened, strategy, run, metrics) VALUES (?1, ?2, ?3, ?4)",
      math.floor(C.tide_clock_wall_us() / 1000), opening.strategy, opening.run, opening.metrics)
    return db:value("SELECT count(*) FROM test_openings WHERE run = ?1", opening.run)
  end)
end

local ALL = [[SELECT o.id, o.opened, o.strategy, o.run, o.metrics, d.symbol, d.timeframe,
    r.from_time AS "from", r.to_time AS "to", s.name
  FROM test_openings o JOIN runs r ON r.id = o.run JOIN datasets d ON d.id = r.dataset
    LEFT JOIN strategies s ON s.hash = o.strategy ORDER BY o.id]]

--- Every look there ever was, the first one first.
-- @return list of { id, opened, strategy = hash, name or nil, run, metrics, symbol, timeframe,
--   from, to }
function openings.all(db)
  local list = {}
  for row in db:rows(ALL) do list[#list + 1] = row end
  return list
end

local READ = [[SELECT o.id, o.opened, o.strategy, o.run, o.metrics, d.symbol, d.timeframe,
    r.from_time AS "from", r.to_time AS "to"
  FROM test_openings o JOIN runs r ON r.id = o.run JOIN datasets d ON d.id = r.dataset
  WHERE d.symbol = ?1 AND r.from_time < ?3 AND r.to_time > ?2 ORDER BY o.id]]

--- Every look at a part of an instrument that overlaps a range.
-- @param range  { symbol, from, to } in ms
-- @return list of { id, opened, strategy, run, metrics, symbol, timeframe, from, to }
function openings.list(db, range)
  local list = {}
  for row in db:rows(READ, range.symbol, range.from, range.to) do list[#list + 1] = row end
  return list
end

return openings
