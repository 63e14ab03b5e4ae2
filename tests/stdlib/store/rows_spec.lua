--- What the store keeps of strategies, runs, results and trades, and gives back.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local database = require "stdlib.store.database"
local datasets = require "stdlib.store.datasets"
local made = require "tests.support.store"
local openings = require "stdlib.store.openings"
local program = require "tests.support.program"
local random = require "tests.graph.random"
local results = require "stdlib.store.results"
local settings = require "stdlib.store.settings"
local store = require "stdlib.store.init"
local strategies = require "stdlib.store.strategies"
local trades = require "stdlib.store.trades"
local C = require("stdlib.host").C

describe("the rows of a store", function()
  local folder, db

  before_each(function()
    folder = program.folder()
    db = assert(store.open(folder .. "/a.db"))
  end)
  after_each(function()
    db:close()
    program.remove(folder)
  end)

  local function strategy(i, fields)
    local row = { hash = made.hash(i), name = "s" .. i, json = made.json("s" .. i, i + 1), origin = "import" }
    for key, value in pairs(fields or {}) do row[key] = value end
    return row
  end

  it("are strategies, each hash once", function()
    local full = strategy(2, { origin = "evolve", parents = { made.hash(1), made.hash(9) }, generation = 3,
      complexity = 12.5, created = 77 })
    assert.equal(2, strategies.put(db, { strategy(1), full }))
    local third = strategy(3, { json = false, lua = "return 1" })
    assert.equal(1, strategies.put(db, { third, strategy(1, { name = "x" }) }))
    assert.equal(3, strategies.count(db))
    assert.equal("s1", strategies.get(db, 1).name)
    local got = strategies.by_hash(db, made.hash(2))
    for key, value in pairs(full) do assert.same(value, got[key], key) end
    local lua = strategies.by_hash(db, made.hash(3))
    assert.equal("return 1", lua.lua)
    assert.is_nil(lua.json)
    assert.same({}, lua.parents)
    assert.is_true(lua.created > 1.7e12)
    assert.has_error(function() strategies.put(db, { strategy(4, { origin = "elsewhere" }) }) end)
    assert.is_false(pcall(strategies.put, db, { strategy(4), strategy(5, { json = false }) }))
    assert.equal(3, strategies.count(db)) -- neither of the two
  end)

  it("find a strategy by what people say", function()
    strategies.put(db, { strategy(1), strategy(2), strategy(3, { name = "s2" }), strategy(4, { name = "17" }),
      strategy(5, { name = "3" }), strategy(6, { name = "dead" }), strategy(7, { hash = "dead000000000001" }),
      strategy(8, { hash = "beef000000000001" }), strategy(9, { hash = "beef000000000002" }) })
    for word, id in pairs {
      s1 = 1, [made.hash(4)] = 4, [made.hash(4):sub(1, 6)] = 4, [made.hash(4):sub(1, 9):upper()] = 4, ["17"] = 4,
      ["3"] = 3, dead = 6, dead0 = 7,
    } do
      assert.equal(id, (assert(strategies.find(db, word), word)).id, word)
    end
    local row, message = strategies.find(db, "s2")
    assert.is_nil(row)
    assert.equal(("several strategies are called 's2': say which by its number or hash: 2 (%s), 3 (%s)"):format(
      made.hash(2), made.hash(3)), message)
    row, message = strategies.find(db, "beef")
    assert.is_nil(row)
    assert.matches("have a hash that begins with 'beef'.*8 %(beef.*, 9 %(beef", message)
    for _, word in ipairs { "nobody", "abc", "%", "99" } do
      row, message = strategies.find(db, word)
      assert.is_nil(row)
      assert.equal(("%s/a.db holds no strategy with the name, number or hash '%s'"):format(folder, word), message)
    end
  end)

  it("are runs: the same one is there once", function()
    local run = made.run(db, "AAA", "in_sample", { from = 1, to = 5 })
    assert.same({ "AAA", "1h", "in_sample", 86400e3, 5 * 86400e3 },
      { run.symbol, run.timeframe, run.part, run.from, run.to })
    assert.same(run, made.run(db, "AAA", "in_sample", { from = 1, to = 5 }))
    assert.not_equal(run.id, made.run(db, "AAA", "whole", { from = 1, to = 5 }).id)
    assert.not_equal(run.id, made.run(db, "AAA", "in_sample", { from = 2, to = 5 }).id)
    local other = made.run(db, "AAA", "in_sample", { from = 1, to = 5, settings = "{}" })
    assert.not_equal(run.settings, other.settings)
    assert.equal("{}", settings.by_hash(db, other.settings_hash).json)
    assert.equal(1, #datasets.list(db))
    assert.has_error(function() made.run(db, "AAA", "some") end)
  end)

  it("are data sets, told by their content", function()
    local a = ffi.gc(C.tide_synthetic_new(50, 1, 0), C.tide_candles_free)
    local b = ffi.gc(C.tide_synthetic_new(50, 2, 0), C.tide_candles_free)
    local function of(cdata, symbol, with) return datasets.describe({ cdata = cdata, symbol = symbol }, with) end
    local row = of(a, "AAA")
    assert.same({ symbol = "AAA", timeframe = "1h", bars = 50, first_time = 1577836800000,
      last_time = 1577836800000 + 49 * 3600e3, hash = row.hash }, row)
    assert.equal(row.hash, of(ffi.gc(C.tide_synthetic_new(50, 1, 0), C.tide_candles_free), "AAA").hash)
    local hashes = {}
    for i, other in ipairs { row, of(b, "AAA"), of(a, "BBB"), of(a, "AAA", { C = { cdata = b, symbol = "C" } }) } do
      hashes[other.hash] = i
    end
    local count = 0
    for _ in pairs(hashes) do count = count + 1 end
    assert.equal(4, count)
    local id = datasets.put(db, row)
    assert.equal(id, datasets.put(db, row))
    local hour = 3600e3
    local function range(from, to) return { datasets.range({ cdata = a }, from * 1000, to * 1000) } end
    assert.same({ row.first_time, row.last_time + hour }, range(0, 0))
    assert.same({ row.first_time + 2 * hour, row.first_time + 9 * hour },
      range(row.first_time + 1.5 * hour, row.first_time + 9 * hour))
    assert.same({}, range(row.last_time + 1, 0))
  end)

  it("are results with every metric, bit for bit, and NaN as nothing", function()
    local r, writer, run, all = random.new(4), results.writer(db), made.run(db, "AAA"), {}
    for i = 1, 40 do
      all[i] = made.metrics(r)
      for key, x in pairs(all[i]) do all[i][key] = x * (1 + r.next() * 1e-3) end
      local numbers = all[i]
      if i % 2 == 0 then -- as the host has them
        numbers = ffi.new("double[?]", #backtest.metric_keys)
        results.fill(numbers, all[i])
      end
      writer:strategy(strategy(i))
      writer:result { strategy = made.hash(i), run = run, metrics = numbers }
      if i % 2 == 0 then ffi.fill(numbers, 8 * #backtest.metric_keys) end -- it was read at once
    end
    writer:close()
    for i = 1, 40 do
      local list = results.of(db, i)
      assert.equal(1, #list)
      assert.same(all[i], list[1].metrics)
      assert.same(list[1], results.get(db, list[1].id))
      assert.equal(run.dataset_hash, list[1].dataset)
      assert.equal(run.settings_hash, list[1].settings)
    end
  end)

  it("are replaced by a later result of the same run, with their trades", function()
    local function trade(pnl)
      return { side = "long", entry_time = 1, entry_price = 2.5, exit_time = 3, exit_price = 4, quantity = 1, pnl = pnl,
        ["return"] = 0.1, fees = 0, bars = 2, exit_reason = "signal" }
    end
    local run, other = made.run(db, "AAA"), made.run(db, "AAA", "test")
    local function put(x, list, where)
      local writer = results.writer(db)
      writer:strategy(strategy(1))
      writer:result { strategy = made.hash(1), run = where or run, metrics = { sharpe_ratio = x }, trades = list }
      writer:close()
    end
    put(1, { trade(5), trade(6) })
    put(9, { trade(1) }, other)
    local id = results.id(db, made.hash(1), run.id)
    assert.same({ trade(5), trade(6) }, trades.of(db, id))
    put(2, { trade(7) })
    assert.equal(id, results.id(db, made.hash(1), run.id))
    assert.same({ trade(7) }, trades.of(db, id))
    assert.equal(2, results.get(db, id).metrics.sharpe_ratio)
    put(3)
    assert.same({}, trades.of(db, id))
    assert.equal(2, results.count(db))
    assert.equal(1, #trades.of(db, results.id(db, made.hash(1), other.id)))
  end)

  it("go with their strategy; the ledger stays", function()
    made.fill(db, { strategies = 2500, symbols = { "AAA" }, seed = 2 })
    local before = db:value "SELECT count(*) FROM trials"
    local ids = {}
    for i = 1, 2400 do ids[i] = i end
    ids[#ids + 1] = 99999
    assert.equal(2400, strategies.remove(db, ids))
    assert.equal(100, strategies.count(db))
    assert.equal(0, db:value "SELECT count(*) FROM backtest_results WHERE strategy <= 2400")
    assert.is_true(results.count(db) > 0)
    assert.is_true(before > 2500)
    assert.equal(before, db:value "SELECT count(*) FROM trials")
    assert.equal("ok", db:value "PRAGMA integrity_check")
    assert.is_nil(db:row "PRAGMA foreign_key_check")
  end)

  it("need the strategy of a result", function()
    local writer = results.writer(db)
    writer:result { strategy = "unknown", run = made.run(db, "AAA"), metrics = {} }
    local fine, message = pcall(writer.flush, writer)
    assert.is_false(fine)
    assert.is_true(database.is_failure(message))
  end)

  it("log every look at the sealed part", function()
    local sealed = made.run(db, "AAA", "test", { from = 90 })
    local function look(symbol, from, to)
      return #openings.list(db, { symbol = symbol, from = from * 86400e3, to = to * 86400e3 })
    end
    assert.equal(1, openings.add(db, { strategy = made.hash(1), run = sealed.id, metrics = "{}" }))
    assert.equal(2, openings.add(db, { strategy = made.hash(2), run = sealed.id, metrics = '{"x":1}' }))
    assert.equal(2, look("AAA", 0, 1000))
    assert.equal(2, look("AAA", 99, 200))
    assert.equal(0, look("AAA", 0, 90))
    assert.equal(0, look("BBB", 0, 1000))
    local last = openings.list(db, { symbol = "AAA", from = 0, to = 1e12 })[2]
    assert.same({ made.hash(2), '{"x":1}', sealed.id }, { last.strategy, last.metrics, last.run })
  end)
end)
