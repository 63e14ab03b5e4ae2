--- tide db: the schema of the store from the command line.
local program = require "tests.support.program"

describe("tide db", function()
  local folder, path

  before_each(function()
    folder = program.folder()
    path = folder .. "/some/where/tide.db"
  end)
  after_each(function() program.remove(folder) end)

  local function db(...) return program.run("db", ...) end

  it("makes a store, tells its steps and takes them back", function()
    local run = db("migrate", "--store", path)
    assert.same({ code = 0, out = "0001_factory: done\n0002_verdicts: done\n", err = "" }, run)
    assert.equal(path .. " is up to date\n", db("migrate", "--store", path).out)
    assert.matches("  0001_factory +since 20%d%d%-%d%d%-%d%d ", db("status", "--store", path).out)
    assert.matches('^{"store":"[^"]+","steps":%[{"number":1,"name":"0001_factory","applied":%d+},'
      .. '{"number":2,"name":"0002_verdicts","applied":%d+}%]}\n$', db("status", "--json", "--store", path).out)
    for _, name in ipairs { "0002_verdicts", "0001_factory" } do
      assert.matches("would take back " .. name, db("rollback", "--store", path).out)
      assert.equal(name .. ": taken back\n", db("rollback", "--yes", "--store", path).out)
    end
    assert.matches("missing", db("status", "--store", path).out)
    assert.matches("nothing to take back", db("rollback", "--yes", "--store", path).out)
  end)

  it("uses the data folder of the user", function()
    local run = program.shell(("XDG_DATA_HOME=%s/data %s db migrate"):format(folder, program.path))
    assert.equal(0, run.code)
    assert.equal(0, db("status", "--store", folder .. "/data/tide/tide.db").code)
  end)

  it("says what is wrong with a store", function()
    local run = db("status", "--store", path)
    assert.same({ code = 1, out = "", err = "tide: " .. path
      .. ": there is no such file; 'tide db migrate' makes a store\n" }, run)
    run = db("migrate", "--store", "/proc/tide.db")
    assert.equal(1, run.code)
    assert.matches("^tide: /proc/tide.db: the file cannot be opened", run.err)
    assert.equal(2, db("status", "--bad").code)
  end)
end)
