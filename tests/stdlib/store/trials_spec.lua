--- The trial ledger against a slow count of its own.
local made = require "tests.support.store"
local program = require "tests.support.program"
local random = require "tests.graph.random"
local results = require "stdlib.store.results"
local store = require "stdlib.store.init"
local trials = require "stdlib.store.trials"
local verdicts = require "stdlib.store.verdicts"

local DAY = 86400e3

-- The same in Lua: every trial that overlaps, by strategy and settings, the highest ratio, each worth
-- what its range says about the one that is asked about.
local function naive(list, range)
  local best, count, with, sum, squares = {}, 0, 0, 0, 0
  for _, t in ipairs(list) do
    if t.run.symbol == range.symbol and t.run.from < range.to and t.run.to > range.from then
      local key = t.strategy .. " " .. t.run.settings
      best[key] = best[key] or {}
      local share = (t.run.to - t.run.from) / (range.to - range.from)
      if t.sharpe_ratio then table.insert(best[key], t.sharpe_ratio * math.sqrt(share)) end
    end
  end
  for _, ratios in pairs(best) do
    count = count + 1
    table.sort(ratios)
    local x = ratios[#ratios]
    if x then with, sum, squares = with + 1, sum + x, squares + x * x end
  end
  return { count = count, with_sharpe = with, sum = sum, sum_squares = squares }
end

describe("the trial ledger", function()
  local folder, db

  before_each(function()
    folder = program.folder()
    db = assert(store.open(folder .. "/a.db"))
  end)
  after_each(function()
    db:close()
    program.remove(folder)
  end)

  it("counts what was tried over every range that overlaps", function()
    local r, list, seen, all = random.new(11), {}, {}, {}
    for _ = 1, 25 do
      local from = r.int(0, 50)
      list[#list + 1] = made.run(db, r.pick { "AAA", "BBB" }, r.pick { "whole", "in_sample" }, {
        from = from, to = from + r.int(1, 40), timeframe = "1h", settings = r.pick { "{}", '{"a":1}' },
      })
    end
    local writer = results.writer(db)
    for _ = 1, 4000 do
      local trial = { strategy = made.hash(r.int(1, 300)), run = r.pick(list) }
      trial.sharpe_ratio = r.next() > 0.2 and r.int(-40, 40) / 16 or nil
      writer:trial(trial)
      -- the first of a strategy on a run stays
      local key = ("%s %s %d %d %d"):format(trial.strategy, trial.run.symbol, trial.run.settings, trial.run.from,
        trial.run.to)
      if not seen[key] then seen[key], all[#all + 1] = true, trial end
    end
    writer:close()
    assert.equal(#all, trials.count(db))
    local counted = 0
    for _ = 1, 60 do
      local from = r.int(-5, 95)
      local range = { symbol = r.pick { "AAA", "BBB", "CCC" }, from = from * DAY, to = (from + r.int(1, 30)) * DAY }
      local got = trials.summary(db, range)
      local wanted = naive(all, range)
      for _, key in ipairs { "sum", "sum_squares" } do
        assert.near(wanted[key], got[key], 1e-9 * (1 + wanted.sum_squares), key)
        wanted[key] = got[key]
      end
      assert.same(wanted, got)
      counted = counted + got.count
    end
    assert.is_true(counted > 5000)
  end)

  it("does not take ranges that only touch for overlapping", function()
    local writer = results.writer(db)
    writer:trial { strategy = "a", run = made.run(db, "AAA", "in_sample", { from = 0, to = 10 }), sharpe_ratio = 1 }
    writer:trial { strategy = "b", run = made.run(db, "AAA", "validation", { from = 10, to = 20 }), sharpe_ratio = 3 }
    writer:close()
    local function count(from, to)
      return trials.summary(db, { symbol = "AAA", from = from * DAY, to = to * DAY }).count
    end
    assert.same({ 1, 1, 2, 0 }, { count(0, 10), count(10, 20), count(9, 11), count(20, 30) })
    assert.same({ count = 0, with_sharpe = 0, sum = 0, sum_squares = 0 },
      trials.summary(db, { symbol = "none", from = 0, to = 1 }))
  end)

  it("is read in the order of its key, without sorting", function()
    local plan = {}
    for row in db:rows([[EXPLAIN QUERY PLAN SELECT count(*) FROM (SELECT max(sharpe_ratio) FROM trials
      WHERE symbol = 'A' AND from_time < 1 AND to_time > 0 GROUP BY strategy, settings)]]) do
      plan[#plan + 1] = row.detail
    end
    plan = table.concat(plan, "\n")
    assert.matches("SEARCH trials USING PRIMARY KEY %(symbol=%?%)", plan)
    assert.not_matches("TEMP B%-TREE", plan)
  end)

  it("leaves out a strategy and what its own validation tried, and nothing else", function()
    local run, other = made.run(db, "AAA"), made.run(db, "AAA", "whole", { settings = '{"cash":2}' })
    db:transaction(function()
      local put = trials.inserter(db)
      put("me", run, 1, "me")
      put("me", other, 2) -- under other settings: another trial
      put("near", run, 3, "me")
      put("far", run, 4)
      put("theirs", run, 5, "you")
      put("both", run, 6, "me")
      put("both", run, 6) -- a search came upon it, too
      put("shared", run, 7, "me")
      put("shared", run, 7, "you")
    end)
    local all, mine, yours = trials.summary(db, run), trials.others(db, run, "me"), trials.others(db, run, "you")
    assert.same({ 7, 28 }, { all.count, all.sum })
    assert.same({ 5, 2 + 4 + 5 + 6 + 7 }, { mine.count, mine.sum })
    assert.same({ 6, 1 + 2 + 3 + 4 + 6 + 7 }, { yours.count, yours.sum })
  end)
end)

describe("verdicts", function()
  it("are the last of a hash, and none of another", function()
    local folder = program.folder()
    local db = assert(store.open(folder .. "/a.db", "create"))
    assert.is_nil(verdicts.latest(db, "a"))
    for _, what in ipairs { "GO", "MORE DATA", "NO-GO" } do
      verdicts.add(db, { strategy = "a", name = "x", verdict = what, document = "{}" })
    end
    local found = verdicts.latest(db, "a")
    assert.same({ "NO-GO", "x", "{}" }, { found.verdict, found.name, found.document })
    assert.is_nil(verdicts.latest(db, "b"))
    assert.has_error(function()
      verdicts.add(db, { strategy = "a", name = "x", verdict = "MAYBE", document = "{}" })
    end)
    db:close()
    program.remove(folder)
  end)
end)
