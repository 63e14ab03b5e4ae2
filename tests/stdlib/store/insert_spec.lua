--- Rows written whole against values bound one by one.
local database = require "stdlib.store.database"
local ffi = require "ffi"
local insert = require "stdlib.store.insert"
local program = require "tests.support.program"
local random = require "tests.graph.random"

local INTO = "INSERT INTO %s (a, b, c, d) VALUES (?1, ?2, ?3, ?4)"
local ODD = {
  0, -1, 0.1, 1e300, -5e-324, 2 ^ 53 - 1, 2 ^ 53, -2 ^ 53, 2 ^ 62, 1795227352008, 1 / 0, -1 / 0, 0 / 0, false, "",
  "x\0ü", ("long "):rep(3000), "17",
}

describe("a row that is written whole", function()
  local folder, db

  before_each(function()
    folder = program.folder()
    db = assert(database.open(folder .. "/a.db"))
    db:exec "CREATE TABLE slow (a, b, c REAL, d TEXT); CREATE TABLE fast (a, b, c REAL, d TEXT)"
  end)
  after_each(function()
    db:close()
    program.remove(folder)
  end)

  it("holds what binding each value gives", function()
    local r, put = random.new(8), insert.new(db, INTO:format "fast", 4)
    for _ = 1, 500 do
      local row = {}
      for place = 1, 4 do
        row[place] = r.pick(ODD) or nil
        if type(row[place]) == "string" then put:text(place, row[place]) else put:number(place, row[place]) end
      end
      put:run()
      db:run(INTO:format "slow", row[1], row[2], row[3], row[4])
    end
    assert.equal(500, db:value "SELECT count(*) FROM fast")
    assert.equal(0, db:value "SELECT count(*) FROM (SELECT rowid, * FROM fast EXCEPT SELECT rowid, * FROM slow)")
    assert.equal(0, db:value [[SELECT count(*) FROM fast f JOIN slow s ON s.rowid = f.rowid
      WHERE typeof(f.a) <> typeof(s.a) OR typeof(f.b) <> typeof(s.b) OR typeof(f.d) <> typeof(s.d)]])
  end)

  it("takes numbers as the host has them, and nil", function()
    local put = insert.new(db, INTO:format "fast", 4)
    put:text(1, nil)
    put:numbers(2, ffi.new("double[3]", 1.5, 0 / 0, -7), 3)
    put:run()
    assert.same({ b = 1.5, d = "-7" }, db:row "SELECT a, b, c, d FROM fast")
  end)

  it("that fails is not there, and the next one is written", function()
    db:exec "CREATE UNIQUE INDEX one ON fast (a)"
    local put = insert.new(db, INTO:format "fast", 4)
    local function write(x)
      put:number(1, x)
      put:run()
    end
    write(1)
    local fine, message = pcall(write, 1)
    assert.is_false(fine)
    assert.is_true(database.is_failure(message))
    assert.matches("UNIQUE constraint failed: fast.a", tostring(message), 1, true)
    write(2)
    assert.equal(2, db:value "SELECT count(*) FROM fast")
    fine, message = pcall(function()
      local wide = insert.new(db, INTO:format "fast", 5)
      wide:run()
    end)
    assert.is_false(fine)
    assert.matches("column index out of range", tostring(message), 1, true)
  end)
end)
