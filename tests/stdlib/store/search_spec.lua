--- The search against one that reads everything, and the ways it takes.
local backtest = require "stdlib.backtest"
local made = require "tests.support.store"
local program = require "tests.support.program"
local random = require "tests.graph.random"
local results = require "stdlib.store.results"
local search = require "stdlib.store.search"
local store = require "stdlib.store.init"

local STRATEGIES = 400

local TESTS = {
  ["<"] = function(a, b) return a < b end, ["<="] = function(a, b) return a <= b end,
  [">"] = function(a, b) return a > b end, [">="] = function(a, b) return a >= b end,
  ["="] = function(a, b) return a == b end,
}

local function glob(name, pattern)
  return name:find("^" .. pattern:gsub("%*", ".*"):gsub("%?", ".") .. "$") ~= nil
end

local function passes(row, s, query)
  if query.origin and s.origin ~= query.origin or query.name and not glob(s.name, query.name)
    or query.since and s.created < query.since then return false end
  if row and (query.symbol and row.symbol ~= query.symbol or query.part and row.part ~= query.part
    or query.timeframe and row.timeframe ~= query.timeframe) then return false end
  for _, w in ipairs(query.where or {}) do
    local own = w.key == "generation" or w.key == "complexity"
    if own or row then
      local x
      if own then x = s[w.key] else x = row.metrics[w.key] end
      if not x or not TESTS[w.op](x, w.value) then return false end
    end
  end
  return true
end

local function wants_results(query)
  for _, w in ipairs(query.where or {}) do
    if backtest.metric_units[w.key] then return true end
  end
  return query.symbol or query.part or query.timeframe
end

local function order(query, key_of)
  return function(a, b)
    local x, y = key_of(a), key_of(b)
    for i = 1, #x do
      if x[i] ~= y[i] then return (x[i] < y[i]) == (query.ascending or false) end
    end
    return false
  end
end

-- The best result of each strategy, all of them sorted; then those without.
local function naive_by_metric(all, query)
  local list, rest, best = {}, {}, {}
  local function key_of(row) return { row.metrics[query.sort], row.metrics.num_trades, row.id } end
  local before = order(query, key_of)
  for _, s in ipairs(all) do
    for _, row in ipairs(s.results) do
      if row.metrics[query.sort] and passes(row, s, query) and (not best[s.id] or before(row, best[s.id])) then
        best[s.id] = row
      end
    end
    if best[s.id] then list[#list + 1] = best[s.id]
    elseif not wants_results(query) and passes(nil, s, query) then table.insert(rest, 1, s.id) end
  end
  table.sort(list, before)
  local found = {}
  for i, row in ipairs(list) do found[i] = { row.strategy, row.id } end
  for _, id in ipairs(rest) do found[#found + 1] = { id } end
  return found
end

local function naive_by_column(all, query)
  local defined, undefined = {}, {}
  for _, s in ipairs(all) do
    local fine = not wants_results(query) and passes(nil, s, query)
    for _, row in ipairs(s.results) do fine = fine or passes(row, s, query) end
    local key = query.sort == "created" and s.id or s[query.sort]
    if fine then table.insert(key and defined or undefined, { s.id, key = key }) end
  end
  table.sort(defined, order(query, function(s) return { s.key, s[1] } end))
  table.sort(undefined, order(query, function(s) return { s[1] } end))
  for _, s in ipairs(undefined) do defined[#defined + 1] = s end
  for _, s in ipairs(defined) do s.key = nil end
  return defined
end

describe("a search", function()
  local folder, db, all

  setup(function()
    folder = program.folder()
    db = assert(store.open(folder .. "/a.db"))
    made.fill(db, { strategies = STRATEGIES, symbols = { "AAA", "BBB", "CCC" }, seed = 5 })
    all = {}
    for row in db:rows "SELECT id, name, origin, generation, complexity, created FROM strategies ORDER BY id" do
      all[row.id] = row
    end
    for id, row in ipairs(all) do row.results = results.of(db, id) end
  end)
  teardown(function()
    db:close()
    program.remove(folder)
  end)

  local function some_query(r)
    local query = { where = {}, ascending = r.next() < 0.4, limit = r.pick { nil, 1, 7, 50, 1000 } }
    query.sort = r.pick { "sharpe_ratio", "sharpe_ratio", "num_trades", "calmar_ratio", "psr", "win_rate", "created",
      "name", "generation", "complexity" }
    if r.next() < 0.3 then query.symbol = r.pick { "AAA", "CCC", "DDD" } end
    if r.next() < 0.3 then query.part = r.pick { "in_sample", "validation", "test" } end
    if r.next() < 0.1 then query.timeframe = r.pick { "1h", "4h" } end
    if r.next() < 0.3 then query.origin = r.pick { "import", "random", "grammar" } end
    if r.next() < 0.3 then query.name = r.pick { "s1*", "s?", "*7*", "s12", "x" } end
    if r.next() < 0.2 then query.since = r.int(0, STRATEGIES) * 1000 end
    for _ = 1, r.pick { 0, 0, 1, 2 } do
      table.insert(query.where, {
        key = r.pick { "sharpe_ratio", "num_trades", "max_drawdown", "win_rate", "generation", "complexity" },
        op = r.pick(search.OPS), value = r.pick { -1.9, -1, 0, 0.5, 1, 2, 9, 25 },
      })
    end
    return query
  end

  it("finds what reading everything finds", function()
    local r, found_any = random.new(23), 0
    for _ = 1, 600 do
      local query, got = some_query(r), {}
      for i, row in ipairs(search.find(db, query)) do got[i] = { row.strategy, row.result } end
      local expected = (backtest.metric_units[query.sort] and naive_by_metric or naive_by_column)(all, query)
      for i = #expected, (query.limit or math.huge) + 1, -1 do expected[i] = nil end
      assert.same(expected, got, require("stdlib.json").encode(query))
      found_any = found_any + (#got > 0 and 1 or 0)
    end
    assert.is_true(found_any > 250, found_any)
  end)

  it("shows of a strategy the best result that passes", function()
    local r = random.new(3)
    for id = 1, 60 do
      local query, best = some_query(r), nil
      local before = order({}, function(row)
        return { row.metrics.sharpe_ratio or -math.huge, row.metrics.num_trades, row.id }
      end)
      query.origin, query.name, query.since = nil, nil, nil
      for i = #query.where, 1, -1 do
        if not backtest.metric_units[query.where[i].key] then table.remove(query.where, i) end
      end
      for _, row in ipairs(all[id].results) do
        if passes(row, all[id], query) and (not best or before(row, best)) then best = row end
      end
      assert.equal(best and best.id, search.result(db, query, id))
    end
  end)

  it("refuses what it cannot compare or sort by", function()
    assert.has_error(function() search.find(db, { where = { { key = "id; DROP", op = "<", value = 1 } } }) end)
    assert.has_error(function() search.find(db, { where = { { key = "sqn", op = "<>", value = 1 } } }) end)
    assert.has_error(function() search.find(db, { sort = "json" }) end)
    assert.is_true(search.comparable "psr" and search.comparable "generation")
    assert.is_false(search.comparable "name")
  end)
end)

describe("the ways of a search", function()
  local folder, db, seen

  -- What the statements of a search would do, as SQLite plans it.
  local function plan_of(query)
    seen = {}
    local rows = db.rows
    db.rows = function(self, sql, ...)
      for row in rows(self, "EXPLAIN QUERY PLAN " .. sql, ...) do seen[#seen + 1] = row.detail end
      return rows(self, sql, ...)
    end
    local fine, message = pcall(search.find, db, query)
    db.rows = nil
    assert.is_true(fine, message)
    return table.concat(seen, "\n")
  end

  setup(function()
    folder = program.folder()
    db = assert(store.open(folder .. "/a.db"))
    -- more than are looked at one by one
    made.fill(db, { strategies = 5600, symbols = { "AAA", "BBB" }, seed = 5 })
  end)
  teardown(function()
    db:close()
    program.remove(folder)
  end)

  it("are indexes where there is one", function()
    for key in pairs(results.INDEXED) do
      local plan = plan_of { sort = key, limit = 5 }
      assert.matches("SEARCH b USING INDEX results_by_" .. key .. " %(run=%? AND", plan)
      assert.not_matches("SCAN b", plan)
      assert.not_matches("TEMP B%-TREE", plan)
    end
    local indexed = {}
    for row in db:rows "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'results_by_%'" do
      indexed[row.name:match "^results_by_(.+)$"] = true
    end
    assert.same(results.INDEXED, indexed)
    for column in pairs(search.COLUMNS) do
      local plan = plan_of { sort = column, limit = 5 }
      assert.not_matches("TEMP B%-TREE FOR ORDER BY", plan:gsub("LAST TERM", ""), 1, true)
    end
  end)

  it("read no result that a filter rules out", function()
    local few = plan_of { sort = "psr", where = { { key = "sharpe_ratio", op = ">", value = 1.95 } }, limit = 5 }
    assert.matches("SEARCH backtest_results USING COVERING INDEX results_by_sharpe_ratio "
      .. "%(run=%? AND sharpe_ratio>%?%)", few)
    assert.not_matches("SCAN b", few)
    local named = plan_of { sort = "sharpe_ratio", name = "s17", limit = 5 }
    assert.matches("strategies_by_name", named)
    assert.matches("SEARCH b USING INDEX sqlite_autoindex_backtest_results_1 %(strategy=%?%)", named)
    local symbol = plan_of { sort = "sharpe_ratio", symbol = "AAA", part = "validation", limit = 5 }
    local _, walks = symbol:gsub("results_by_sharpe_ratio", "")
    assert.equal(1, walks)
    assert.matches("SCAN b", plan_of { sort = "psr", limit = 5 })
  end)
end)
