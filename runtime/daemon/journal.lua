--- What a session of paper trading was, on disk: enough to be there again after the process has
-- died. A file of SQLite; whatever one step changed is written together or not at all.
--
-- Kept are the causes, not the consequences: how far the feed was taken, which version of which
-- strategy began when, what scripts asked for and what they remember. The rest (orders, positions,
-- money) follows from these and the candles, by the same code that was running. Fills are kept for
-- people.
local database = require "stdlib.store.database"
local failure = require "runtime.failure"

local journal = {}
journal.__index = journal

local OWN = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; "
  .. "PRAGMA synchronous = NORMAL"
local STEP = 1 -- of the form of these tables
local TABLES = [[
CREATE TABLE session (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE versions (id INTEGER PRIMARY KEY, path TEXT NOT NULL, hash TEXT NOT NULL,
  began INTEGER NOT NULL, made INTEGER NOT NULL, why TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE commands (id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, reached INTEGER,
  share INTEGER NOT NULL, what TEXT NOT NULL, arguments TEXT NOT NULL);
CREATE TABLE memories (share INTEGER PRIMARY KEY, errors INTEGER NOT NULL,
  stopped INTEGER NOT NULL, state TEXT, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE candles (symbol TEXT NOT NULL, time INTEGER NOT NULL, open REAL NOT NULL,
  high REAL NOT NULL, low REAL NOT NULL, close REAL NOT NULL, volume REAL NOT NULL,
  PRIMARY KEY (symbol, time)) WITHOUT ROWID;
CREATE TABLE fills (id INTEGER PRIMARY KEY, share INTEGER NOT NULL, strategy TEXT NOT NULL,
  symbol TEXT NOT NULL, time INTEGER NOT NULL, side TEXT NOT NULL, kind TEXT NOT NULL,
  price REAL NOT NULL, quantity REAL NOT NULL);
]]

local function raise(path, why)
  if not why:find "locked" then failure.raise(why) end
  failure.raise(("%s: another tide runs this session: 'tide attach' talks to it, and '--name' "
    .. "begins another one"):format(path))
end

--- Open the journal of a session, made when it is missing. Only one process has it at a time.
-- @return the journal; raises a failure
function journal.open(path)
  local db, why = database.open(path, { mode = "create", wait_ms = 0 })
  if not db then raise(path, why) end
  local self = setmetatable({ db = db, path = path }, journal)
  local fine, raised = pcall(function()
    db:exec(OWN)
    db:exec "BEGIN IMMEDIATE; COMMIT" -- takes the lock
    if db:value "PRAGMA user_version" == 0 then
      db:transaction(function()
        db:exec(TABLES)
        db:exec("PRAGMA user_version = " .. STEP)
      end)
    end
  end)
  if not fine then
    db:close()
    raise(path, tostring(raised))
  end
  local step = db:value "PRAGMA user_version"
  if step ~= STEP then
    db:close()
    failure.raise(("%s: made by another version of tide (form %d, this one knows %d): name another "
      .. "session with '--name'"):format(path, step, STEP))
  end
  return self
end

function journal:close() self.db:close() end

--- A value of the session by its name, or nil.
function journal:get(name)
  return self.db:value("SELECT value FROM session WHERE name = ?1", name)
end

function journal:set(name, value)
  self.db:run("INSERT INTO session (name, value) VALUES (?1, ?2) "
    .. "ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
end

--- Write down what f writes, or nothing of it.
function journal:together(f, ...) return self.db:transaction(f, ...) end

--- A candle that came through a pipe: { time, open, high, low, close, volume }.
function journal:add_candle(symbol, c)
  self.db:run("INSERT INTO candles (symbol, time, open, high, low, close, volume) "
    .. "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", symbol, c.time, c.open, c.high, c.low, c.close,
    c.volume)
end

--- Those of a symbol, oldest first.
function journal:candles(symbol)
  local list = {}
  for row in self.db:rows("SELECT time, open, high, low, close, volume FROM candles "
    .. "WHERE symbol = ?1 ORDER BY time", symbol) do
    list[#list + 1] = row
  end
  return list
end

--- A version of a strategy.
-- @param v  { path, hash, began = time of the feed in microseconds, made = by the clock, why, text
--   }
function journal:add_version(v)
  self.db:run("INSERT INTO versions (path, hash, began, made, why, text) "
    .. "VALUES (?1, ?2, ?3, ?4, ?5, ?6)", v.path, v.hash, v.began, v.made, v.why, v.text)
end

--- The versions of a strategy, oldest first.
function journal:versions(path)
  local list = {}
  for row in self.db:rows("SELECT id, path, hash, began, made, why, text FROM versions "
    .. "WHERE path = ?1 ORDER BY id", path) do
    list[#list + 1] = row
  end
  return list
end

--- What a script asked for.
-- @param c  { sequence = of the event that it was told, reached = nil, or of one that was late the
--   time (microseconds) that the engine had come to, share, what, arguments = bytes }
function journal:add_command(c)
  self.db:run("INSERT INTO commands (sequence, reached, share, what, arguments) "
    .. "VALUES (?1, ?2, ?3, ?4, ?5)", c.sequence, c.reached, c.share, c.what, c.arguments)
end

--- Every command in its order: an iterator.
function journal:commands()
  return self.db:rows "SELECT sequence, reached, share, what, arguments FROM commands ORDER BY id"
end

--- What a script remembers.
-- @param memory  { errors, stopped, state = bytes or nil, hash = of the version that said it }
function journal:remember(share, memory)
  self.db:run("INSERT INTO memories (share, errors, stopped, state, hash) "
    .. "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (share) DO UPDATE SET errors = excluded.errors, "
    .. "stopped = excluded.stopped, state = excluded.state, hash = excluded.hash", share,
    memory.errors, memory.stopped and 1 or 0, memory.state, memory.hash)
end

--- @return { errors, stopped, state, hash }, or nil
function journal:memory(share)
  local row = self.db:row("SELECT errors, stopped, state, hash FROM memories "
    .. "WHERE share = ?1", share)
  if row then row.stopped = row.stopped == 1 end
  return row
end

--- A fill, for people: { share, strategy, symbol, time = ms, side, kind, price, quantity }.
function journal:add_fill(f)
  self.db:run("INSERT INTO fills (share, strategy, symbol, time, side, kind, price, quantity) "
    .. "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", f.share, f.strategy, f.symbol, f.time, f.side,
    f.kind, f.price, f.quantity)
end

--- How many fills of a share were written down.
function journal:count_fills(share)
  return self.db:value("SELECT count(*) FROM fills WHERE share = ?1", share)
end

--- The last fills, newest first.
function journal:last_fills(most)
  local list = {}
  for row in self.db:rows("SELECT strategy, symbol, time, side, kind, price, quantity FROM fills "
    .. "ORDER BY id DESC LIMIT ?1", most) do
    list[#list + 1] = row
  end
  return list
end

return journal
