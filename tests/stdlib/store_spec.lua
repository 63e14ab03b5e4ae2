--- The store on real files: what is kept, what is not, and what other processes see.
local backtest = require "stdlib.backtest"
local database = require "stdlib.store.database"
local migrate = require "stdlib.store.migrate"
local program = require "tests.support.program"
local store = require "stdlib.store.init"

local folder

before_each(function() folder = program.folder() end)
after_each(function() program.remove(folder) end)

local function open(name, options) return database.open(folder .. "/" .. (name or "a.db"), options) end

describe("a database", function()
  it("gives back what was put in", function()
    local db = assert(open())
    db:exec "CREATE TABLE t (a, b)"
    for _, x in ipairs { 0, -1, 0.1, 1e300, -5e-324, 2 ^ 53 - 1, 2 ^ 53, 1795227352008 } do
      db:run("DELETE FROM t")
      db:run("INSERT INTO t VALUES (?1, ?2)", x, "x\0ü")
      assert.same({ a = x, b = "x\0ü" }, db:row "SELECT a, b FROM t")
    end
    db:run("UPDATE t SET a = ?1, b = ?2", 0 / 0, nil)
    assert.same({}, db:row "SELECT a, b FROM t")
    assert.equal(1, db:run("INSERT INTO t VALUES (?1, ?2)", true, false))
    assert.equal(2, db:last_key())
    assert.same({ a = 1, b = 0 }, db:row("SELECT a, b FROM t WHERE rowid = ?1", 2))
    assert.is_nil(db:row "SELECT a FROM t WHERE 1 = 0")
    assert.equal(2, db:value "SELECT count(*) FROM t")
    db:close()
    db:close()
  end)

  it("keeps all of a transaction or nothing", function()
    local db = assert(open())
    db:exec "CREATE TABLE t (a INTEGER PRIMARY KEY)"
    local fine, message = pcall(db.transaction, db, function()
      db:run("INSERT INTO t VALUES (1)")
      db:run("INSERT INTO t VALUES (1)")
    end)
    assert.is_false(fine)
    assert.is_true(database.is_failure(message))
    assert.matches(folder .. "/a.db: UNIQUE constraint failed", tostring(message), 1, true)
    assert.equal(0, db:value "SELECT count(*) FROM t")
    assert.equal("kept", db:transaction(function()
      db:run("INSERT INTO t VALUES (1)")
      return "kept"
    end))
    assert.equal(1, db:value "SELECT count(*) FROM t")
  end)

  it("is read by a second one while the first writes", function()
    local writer = assert(open())
    writer:exec "CREATE TABLE t (a); INSERT INTO t VALUES (1)"
    local reader = assert(open(nil, { mode = "read" }))
    writer:transaction(function()
      writer:run "INSERT INTO t VALUES (2)"
      assert.equal(1, reader:value "SELECT count(*) FROM t")
    end)
    assert.equal(2, reader:value "SELECT count(*) FROM t")
    assert.is_false((pcall(reader.run, reader, "INSERT INTO t VALUES (3)")))
  end)

  it("says that another process writes", function()
    local first = assert(open())
    local second = assert(open(nil, { wait_ms = 20 }))
    first:transaction(function()
      local fine, message = pcall(second.transaction, second, function() end)
      assert.is_false(fine)
      assert.matches("another process keeps it locked", tostring(message), 1, true)
    end)
    second:transaction(function() end)
  end)

  it("is whole when there is no more room", function()
    local db = assert(open())
    db:exec "CREATE TABLE t (a); PRAGMA max_page_count = 20"
    local fine, message = pcall(db.transaction, db, function()
      for _ = 1, 1000 do db:run("INSERT INTO t VALUES (?1)", ("x"):rep(1000)) end
    end)
    assert.is_false(fine)
    assert.matches("the disk is full; free some space", tostring(message), 1, true)
    assert.equal(0, db:value "SELECT count(*) FROM t")
    assert.equal("ok", db:value "PRAGMA integrity_check")
  end)

  it("refuses what is none, and says so", function()
    program.write(folder .. "/text.db", ("not a database\n"):rep(100))
    local db, message = open "text.db"
    assert.is_nil(db)
    assert.equal(folder .. "/text.db: this is no SQLite database; use --store with another file", message)
    db, message = open("missing.db", { mode = "read" })
    assert.is_nil(db)
    assert.equal(folder .. "/missing.db: there is no such file; 'tide db migrate' makes a store", message)
  end)

  it("loses nothing that was committed when its process is killed", function()
    local path = folder .. "/k.db"
    program.write(folder .. "/child_spec.lua", ([[
      local db = require("stdlib.store.database").open(%q)
      db:exec "CREATE TABLE t (batch, i)"
      it("writes", function()
        for batch = 1, 1e9 do
          db:transaction(function()
            for i = 1, 100 do db:run("INSERT INTO t VALUES (?1, ?2)", batch, i) end
          end)
          io.stderr:write(batch, "\n")
        end
      end)]]):format(path))
    local run = program.shell(("%s test %s/child_spec.lua & child=$!; sleep 0.7; kill -9 $child; wait $child")
      :format(program.path, folder))
    local told = 0
    for batch in run.err:gmatch "(%d+)\n" do told = math.max(told, tonumber(batch)) end
    assert.is_true(told > 3)
    local db = assert(database.open(path, { mode = "write" }))
    assert.equal("ok", db:value "PRAGMA integrity_check")
    assert.is_true(db:value "SELECT max(batch) FROM t" >= told)
    assert.equal(0, db:value "SELECT count(*) FROM (SELECT batch FROM t GROUP BY batch HAVING count(*) <> 100)")
  end)
end)

describe("the schema", function()
  local function dump(db)
    local lines = {}
    for row in db:rows "SELECT sql FROM sqlite_master WHERE name <> 'migrations' AND sql IS NOT NULL ORDER BY name" do
      lines[#lines + 1] = row.sql
    end
    return lines
  end

  it("goes forward and back, and forward again to the same", function()
    local db = assert(open())
    assert.equal(0, migrate.version(db))
    assert.equal(migrate.latest, #migrate.forward(db))
    assert.same({}, migrate.forward(db))
    local first = dump(db)
    assert.is_true(#first > 5)
    for _ = 1, migrate.latest do assert.is_string(migrate.back(db)) end
    assert.is_nil(migrate.back(db))
    assert.same({}, dump(db))
    migrate.forward(db)
    assert.same(first, dump(db))
    for number, step in ipairs(migrate.status(db)) do
      assert.equal(number, step.number)
      assert.is_true(step.applied > 1.7e12)
    end
  end)

  it("has a column for every metric", function()
    local db, columns = assert(store.open(folder .. "/m.db")), {}
    for row in db:rows "SELECT name FROM pragma_table_info('backtest_results')" do columns[row.name] = true end
    for _, key in ipairs(backtest.metric_keys) do assert.is_true(columns[key], key) end
  end)

  it("is refused when it is older or newer than this tide", function()
    local path = folder .. "/v.db"
    assert(store.open(path)):close()
    local db = assert(database.open(path))
    db:run("INSERT INTO migrations VALUES (?1, 'future', 1)", migrate.latest + 1)
    db:close()
    local opened, message = store.open(path)
    assert.is_nil(opened)
    assert.matches("was made by a newer tide", message, 1, true)
    db = assert(database.open(path))
    db:exec "DELETE FROM migrations"
    db:close()
    opened, message = store.open(path, "read")
    assert.is_nil(opened)
    assert.matches("run 'tide db migrate'", message, 1, true)
  end)
end)
