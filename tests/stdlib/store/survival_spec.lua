--- What the store does when things go wrong: other processes, kill -9, full disks, damage.
local database = require "stdlib.store.database"
local made = require "tests.support.store"
local migrate = require "stdlib.store.migrate"
local program = require "tests.support.program"
local results = require "stdlib.store.results"
local store = require "stdlib.store.init"
local strategies = require "stdlib.store.strategies"

local function can(command) return os.execute(command .. " >/dev/null 2>&1") == 0 end

describe("the store", function()
  local folder, path

  before_each(function()
    folder = program.folder()
    path = folder .. "/tide.db"
  end)
  after_each(function()
    os.execute("chmod -R u+w " .. folder)
    program.remove(folder)
  end)

  local function fill(count)
    local db = assert(store.open(path))
    made.fill(db, { strategies = count, symbols = { "AAA", "BBB" }, seed = 3 })
    db:close()
  end

  -- A process of its own that runs Lua with the store open as db.
  local function child(text)
    local file = program.write(folder .. "/child_spec.lua", ([[
      local db = assert(require("stdlib.store.init").open(%q))
      local made = require "tests.support.store"
      local results = require "stdlib.store.results"
      it("runs", function() %s end)]]):format(path, text))
    return ("%s test %s"):format(program.path, file)
  end

  local ENDLESS = [[
    local writer, run = results.writer(db, { rows = 300, seconds = 0.05 }), made.run(db, "AAA")
    for i = 1, 1e9 do
      local hash = made.hash(i)
      writer:strategy { hash = hash, name = "s" .. i, json = made.json("s", 5), origin = "random" }
      writer:result { strategy = hash, run = run, metrics = { sharpe_ratio = i % 100, num_trades = 1 } }
      writer:trial { strategy = hash, run = run, sharpe_ratio = i % 100 }
      if i % 1000 == 0 then
        writer:flush()
        io.stderr:write(i, "\n")
      end
    end]]

  it("loses at most the last batch when its writer is killed", function()
    local run = program.shell(child(ENDLESS) .. " & child=$!; sleep 1; kill -9 $child; wait $child")
    local told = 0
    for i in run.err:gmatch "(%d+)\n" do told = math.max(told, tonumber(i)) end
    assert.is_true(told >= 1000, run.err .. run.out)
    local db = assert(store.open(path, "write"))
    assert.equal("ok", db:value "PRAGMA integrity_check")
    assert.is_nil(db:row "PRAGMA foreign_key_check")
    local count = strategies.count(db)
    assert.is_true(count >= told, count)
    -- a batch is all there or not at all: at most its last row lacks what was to follow
    assert.is_true(count - results.count(db) <= 1)
    assert.is_true(results.count(db) - db:value "SELECT count(*) FROM trials" <= 1)
    assert.equal(count, db:value "SELECT max(id) FROM strategies")
    -- and it goes on
    assert.equal(1, strategies.put(db, { { hash = "f", name = "f", json = "{}", origin = "import" } }))
    db:close()
  end)

  it("is read by a second process while the first writes", function()
    local list = ("%s strategies list --limit 1 --json --store %s"):format(program.path, path)
    local run = program.shell(([[%s >/dev/null 2>&1 & child=$!
      until %s >/dev/null 2>&1; do sleep 0.02; done
      for i in 1 2 3 4 5 6; do %s || echo failed; sleep 0.1; done
      kill -9 $child; wait $child 2>/dev/null; true]]):format(child(ENDLESS), list, list))
    assert.equal("", run.err)
    local seen = 0
    for id in run.out:gmatch '"strategies":%[{"id":(%d+),' do
      seen = seen + (tonumber(id) > 0 and 1 or 0)
    end
    assert.equal(6, seen, run.out)
    assert.not_matches("failed", run.out)
  end)

  it("says that another process writes, keeps the batch, and writes it later", function()
    fill(10)
    local release = folder .. "/release"
    os.execute(("(%s) >/dev/null 2>&1 &"):format(child(([[
      db:transaction(function()
        io.open(%q, "w"):close()
        while not io.open(%q) do os.execute "sleep 0.02" end
      end)
      io.open(%q, "w"):close()]]):format(folder .. "/held", release, folder .. "/done"))))
    program.shell(("until [ -e %s/held ]; do sleep 0.02; done"):format(folder))
    local db = assert(database.open(path, { mode = "write", wait_ms = 50 }))
    local writer = results.writer(db)
    writer:strategy { hash = "new", name = "new", json = "{}", origin = "import" }
    local fine, message = pcall(writer.flush, writer)
    assert.is_false(fine)
    assert.equal(path .. ": another process keeps it locked; wait for it to end, or use --store with another file",
      tostring(message))
    local run = program.run("strategies", "rm", "--yes", "1", "--store", path) -- waits five seconds
    assert.same({ code = 1, out = "", err = ("tide: %s\n"):format(tostring(message)) }, run)
    assert.equal(0, program.run("strategies", "list", "--store", path).code)
    program.shell(("touch %s; until [ -e %s/done ]; do sleep 0.02; done"):format(release, folder))
    writer:close()
    assert.equal(11, strategies.count(db))
    db:close()
  end)

  it("writes all of a batch or nothing when there is no more room", function()
    fill(10)
    local db = assert(store.open(path))
    local pages = db:value "PRAGMA page_count"
    db:exec("PRAGMA max_page_count = " .. pages + 20)
    local writer, run, most = results.writer(db, { rows = 1e4, seconds = 1e9 }), made.run(db, "CCC"), 500
    for i = 1001, 1000 + most do
      writer:strategy { hash = made.hash(i), name = "s", json = made.json("s", 5), origin = "random" }
      writer:result { strategy = made.hash(i), run = run, metrics = {} }
      writer:trial { strategy = made.hash(i), run = run }
    end
    local fine, message = pcall(writer.flush, writer)
    assert.is_false(fine)
    assert.matches("the disk is full; free some space and run this again", tostring(message), 1, true)
    assert.equal(10, strategies.count(db))
    assert.equal("ok", db:value "PRAGMA integrity_check")
    db:exec "PRAGMA max_page_count = 1000000"
    writer:flush()
    assert.equal(10 + most, strategies.count(db))
    assert.equal(most, db:value("SELECT count(*) FROM backtest_results WHERE run = ?1", run.id))
    db:close()
  end)

  local function batch_files()
    local rules = {}
    for i = 1, 300 do rules[i] = made.json("s" .. i, i + 1) end
    program.write(folder .. "/rules.jsonl", table.concat(rules, "\n"))
    assert.equal(0, program.run("demo", "--bars", 500, "--out", folder .. "/M_1h.csv").code)
    return ("%s batch %s/rules.jsonl --no-cache --data %s/M_1h.csv"):format(program.path, folder, folder)
  end

  it("is whole after a limit on file sizes was met", function()
    fill(10)
    -- blocks of 512 bytes; the signal that would end the program is ignored, as a shell user may
    local run = program.shell(("trap '' XFSZ; ulimit -f 200; %s --store %s"):format(batch_files(), path))
    assert.equal(1, run.code)
    assert.matches(("^tide: %s: the disk did not take or give what was asked of it; check its free space")
      :format(path), run.err)
    local db = assert(store.open(path, "write"))
    assert.equal("ok", db:value "PRAGMA integrity_check")
    assert.equal(10, strategies.count(db))
    db:close()
    assert.equal(0, program.shell(("%s --store %s"):format(batch_files(), path)).code)
  end)

  it("is whole on a disk that is full", function()
    if not can "unshare -m mount -t tmpfs none /mnt" then return pending "no mounts of one's own here" end
    os.execute("mkdir " .. folder .. "/small")
    local file = folder .. "/small/tide.db"
    local run = program.shell(([[unshare -m sh -c 'mount -t tmpfs -o size=320k none %s/small
      %s --store %s; echo code $?; %s db status --store %s'
    ]]):format(folder, batch_files(), file, program.path, file))
    assert.matches("code 1\n", run.out)
    assert.matches(("tide: %s: the disk is full; free some space and run this again"):format(file), run.err, 1, true)
    assert.matches("0001_factory +since", run.out)
  end)

  it("says that its file is damaged", function()
    fill(3000)
    local db = assert(store.open(path, "write")) -- takes the log into the file
    db:exec "PRAGMA wal_checkpoint(TRUNCATE)"
    db:close()
    local size = tonumber(program.shell("stat -c %s " .. path).out)
    local function spoil(at, bytes)
      local file = assert(io.open(path, "r+b"))
      file:seek("set", at)
      file:write(("\165"):rep(bytes))
      file:close()
    end
    spoil(4096 * 8, size - 4096 * 8)
    for _, words in ipairs { { "list" }, { "export" }, { "rm", "--since", "1970-01-01", "--yes" } } do
      local run = program.run("strategies", words[1], "--store", path, unpack(words, 2))
      assert.equal(1, run.code)
      assert.equal(("tide: %s: the file is damaged; restore a copy, or move it away to start a new one\n")
        :format(path), run.err)
    end
    spoil(0, 100)
    local run = program.run("strategies", "list", "--store", path)
    assert.same({ code = 1, out = "", err = ("tide: %s: this is no SQLite database; use --store with another file\n")
      :format(path) }, run)
  end)

  it("says that its folder may not be written", function()
    local user = ""
    if program.shell("id -u").out == "0\n" then
      user = "setpriv --reuid 65534 --regid 65534 --clear-groups "
      if not can(user .. program.path .. " version") then return pending "no other user may run this program" end
    end
    fill(10)
    os.execute(("chmod 755 %s; chmod 444 %s; chmod 555 %s"):format(folder, path, folder))
    for _, words in ipairs { "strategies list", "strategies rm 1 --yes" } do -- readers share the log, too
      local run = program.shell(("%s%s %s --store %s"):format(user, program.path, words, path))
      assert.same({ code = 1, out = "",
        err = ("tide: %s: the file or its folder may not be written; check its permissions\n"):format(path) }, run)
    end
    local run = program.shell(("%s%s db migrate --store %s/new/tide.db"):format(user, program.path, folder))
    assert.equal(("tide: %s/new/tide.db: the file cannot be opened; check that the folder exists and may be written\n")
      :format(folder), run.err)
  end)

  it("does not touch what a newer tide has made", function()
    fill(10)
    local db = assert(database.open(path))
    db:run("INSERT INTO migrations VALUES (?1, 'future', 1)", migrate.latest + 1)
    db:close()
    for _, words in ipairs { { "list" }, { "rm", "1", "--yes" } } do
      local run = program.run("strategies", words[1], "--store", path, unpack(words, 2))
      assert.equal(1, run.code)
      assert.matches("was made by a newer tide", run.err, 1, true)
    end
    local run = program.shell(batch_files() .. " --store " .. path)
    assert.equal(1, run.code)
    assert.matches("was made by a newer tide", run.err, 1, true)
    db = assert(database.open(path))
    assert.equal(10, strategies.count(db))
    db:close()
  end)
end)
