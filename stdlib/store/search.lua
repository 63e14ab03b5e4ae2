--- Which strategies, and in which order: the best by a metric, or by a column, among those
-- that a query leaves.
--
--     search.find(db, { sort = "sharpe_ratio", limit = 50, symbol = "BTCUSDT",
--       where = { { key = "num_trades", op = ">=", value = 30 } } })
--
-- A query, all of it optional:
--   sort, ascending        a metric, or "created", "name", "generation", "complexity"
--   limit                  at most so many; default: all
--   origin, name, since    of the strategy: the name is a pattern with * and ?, since is ms
--   symbol, timeframe, part   of the run
--   where                  list of { key, op, value }: a metric, "generation" or "complexity"
--                          against a number; op is one of search.OPS
--
-- A strategy comes once, with the best of its results that pass. Of equal ones that with more
-- trades is first, then the newer. What is undefined comes last; where results are asked for, not
-- at all.
--
-- The way to them is chosen so that no way reads all results when an index can help: when few
-- strategies or few results can pass, they are looked at one by one; else the index of the
-- metric is walked from its best end until there are enough.
local clauses = require "stdlib.store.clauses"
local json = require "stdlib.json"
local results = require "stdlib.store.results"

local all_of, rows_of = clauses.all_of, clauses.rows

local search = {}

--- What a number can be compared by.
search.OPS = { "<=", ">=", "<", ">", "=" }
--- Columns of a strategy that can be sorted by, as the database says them.
search.COLUMNS = {
  created = "s.id", name = "s.name", generation = "s.generation", complexity = "s.complexity",
}

-- So many are looked at one by one: more are found faster by the index that sorts them.
local FEW = 5000

local operator = {}
for _, op in ipairs(search.OPS) do operator[op] = true end

--- Can this key stand in `where`?
function search.comparable(key) return clauses.is_metric(key) or clauses.is_numeric(key) end

local function strategies_that_pass(self, most)
  local list = {}
  for row in rows_of(self.db, {
    { "SELECT s.id FROM strategies s WHERE" }, all_of(self.on_strategy), { "LIMIT ?", most },
  }) do list[#list + 1] = row.id end
  return list
end

-- Results within one bound that has an index.
local function results_within(self, bound, most)
  local list = {}
  for _, run in ipairs(self.runs) do
    local sql = ("SELECT id FROM backtest_results INDEXED BY results_by_%s WHERE run = ?1 "
      .. "AND %s %s ?2 LIMIT ?3"):format(bound.key, bound.key, bound.op)
    for row in self.db:rows(sql, run, bound.value, most - #list) do list[#list + 1] = row.id end
    if #list >= most then break end
  end
  return list
end

-- The table to begin with: { "results" or "strategies", ids }, or nil when there are many.
local function few(self)
  if #self.on_strategy > 0 then
    local ids = strategies_that_pass(self, FEW + 1)
    if #ids <= FEW then return { "strategies", ids } end
  end
  for _, bound in ipairs(self.query.where or {}) do
    if results.INDEXED[bound.key] then
      local ids = results_within(self, bound, FEW + 1)
      if #ids <= FEW then return { "results", ids } end
    end
  end
end

local function list_of(ids) return json.encode(json.array(ids)) end

local ORDER = { "value", "trades", "result" }

local function before(self, a, b)
  for _, key in ipairs(ORDER) do
    if a[key] ~= b[key] then return (a[key] < b[key]) == self.ascending end
  end
  return false -- table.sort compares a row with itself, too
end

-- Keeps the best of each strategy, and no more than are wanted.
local function offer(self, row)
  row.trades = row.trades or -1
  local known = self.best[row.strategy]
  if known and not before(self, row, known) then return end
  if not known then self.count = self.count + 1 end
  self.best[row.strategy] = row
end

local function ordered(self)
  local list = {}
  for _, row in pairs(self.best) do list[#list + 1] = row end
  table.sort(list, function(a, b) return before(self, a, b) end)
  return list
end

local function cut(self)
  if self.count < self.limit then return end
  local list = ordered(self)
  for i = self.limit + 1, #list do self.best[list[i].strategy] = nil end
  self.count, self.bound = self.limit, list[self.limit].value
end

-- SELECT ... FROM backtest_results b, which `from` says, with everything that must hold.
local function offer_all(self, from, conditions, ending)
  local join = #self.on_strategy > 0 and "CROSS JOIN strategies s ON s.id = b.strategy" or ""
  local pieces = {
    { ("SELECT b.id AS result, b.strategy, b.%s AS value, b.num_trades AS trades"):format(
      self.sort) },
    { "FROM" }, from, { join }, { ("WHERE b.%s IS NOT NULL"):format(self.sort) },
  }
  for _, list in ipairs { conditions, self.on_metric, self.on_strategy } do
    for _, piece in ipairs(list) do pieces[#pieces + 1] = piece end
  end
  pieces[#pieces + 1] = ending
  for row in rows_of(self.db, pieces) do offer(self, row) end
end

local function order(self)
  local way = self.ascending and "ASC" or "DESC"
  local trades = self.sort ~= "num_trades" and (", b.num_trades %s"):format(way) or ""
  return ("ORDER BY b.%s %s%s, b.id %s LIMIT ?"):format(self.sort, way, trades, way)
end

-- The index of the metric, from its best end, a run after another.
local function walk(self)
  local from = { "backtest_results b INDEXED BY results_by_" .. self.sort }
  local ending = { order(self), self.limit < math.huge and self.limit or -1 }
  local against = ("AND b.%s %s ?"):format(self.sort, self.ascending and "<=" or ">=")
  for _, run in ipairs(self.runs) do
    local conditions = { { "AND b.run = ?", run } }
    if self.bound then conditions[2] = { against, self.bound } end
    offer_all(self, from, conditions, ending)
    cut(self)
  end
end

-- A metric without an index: the results are read, all of them unless runs are chosen. A
-- strategy has at most one in each run, so that these are enough.
local function scan(self)
  local most = self.limit * math.max(#self.runs, 1)
  local all = #self.on_run == 0
  offer_all(self, { all and "backtest_results b NOT INDEXED" or "backtest_results b" },
    self.in_runs, { order(self), most < math.huge and most or -1 })
end

local BEGIN = {
  strategies = "json_each(?) j CROSS JOIN backtest_results b ON b.strategy = j.value",
  results = "json_each(?) j CROSS JOIN backtest_results b ON b.id = j.value",
}

-- Strategies without a value, the newest first, after those that have one.
local function add_undefined(self, list)
  local missing = self.limit - #list
  if missing <= 0 or #self.on_run > 0 or #self.on_metric > 0 then return end
  for row in rows_of(self.db, {
    { "SELECT s.id AS strategy FROM strategies s WHERE" }, all_of(self.on_strategy),
    { "ORDER BY s.id DESC LIMIT ?", self.limit < math.huge and self.limit + #list or -1 },
  }) do
    if not self.best[row.strategy] and missing > 0 then
      list[#list + 1], missing = row, missing - 1
    end
  end
end

local function by_metric(self)
  local start = few(self)
  if start and #start[2] > 0 then
    offer_all(self, { BEGIN[start[1]], list_of(start[2]) }, self.in_runs, { "" })
  elseif not start then
    (results.INDEXED[self.sort] and walk or scan)(self)
  end
  cut(self)
  local list = ordered(self)
  add_undefined(self, list)
  return list
end

-- What is left of the results of a strategy.
local function add_result_conditions(self, pieces)
  for _, list in ipairs { self.on_metric, self.in_runs } do
    for _, piece in ipairs(list) do pieces[#pieces + 1] = piece end
  end
  return pieces
end

local function has_result(self)
  return clauses.around("AND EXISTS (", add_result_conditions(self, {
    { "SELECT 1 FROM backtest_results b WHERE b.strategy = s.id" },
  }), ")")
end

local function by_column(self)
  local conditions = { unpack(self.on_strategy) }
  local start = few(self)
  if start then
    conditions[#conditions + 1] = { start[1] == "strategies"
      and "AND s.id IN (SELECT value FROM json_each(?))"
      or [[AND s.id IN (SELECT b.strategy FROM json_each(?) j CROSS JOIN backtest_results b
        ON b.id = j.value)]], list_of(start[2]) }
  end
  if #self.on_metric + #self.on_run > 0 then conditions[#conditions + 1] = has_result(self) end
  local way = self.ascending and "ASC" or "DESC"
  local list = {}
  for row in rows_of(self.db, {
    { "SELECT s.id AS strategy FROM strategies s WHERE" }, all_of(conditions),
    { ("ORDER BY %s %s NULLS LAST, s.id %s LIMIT ?"):format(search.COLUMNS[self.sort], way, way),
      self.limit < math.huge and self.limit or -1 },
  }) do list[#list + 1] = row end
  return list
end

local function prepared(db, query)
  for _, w in ipairs(query.where or {}) do
    assert(search.comparable(w.key) and operator[w.op], "a condition compares a number")
  end
  local on_run = clauses.on_run(query)
  return {
    db = db, query = query, sort = query.sort or "created", ascending = query.ascending or false,
    limit = query.limit or math.huge, best = {}, count = 0, on_run = on_run,
    in_runs = clauses.in_runs(on_run), on_strategy = clauses.on_strategy(query),
    on_metric = clauses.on_metric(query),
  }
end

--- The strategies of a query, in its order.
-- @return list of { strategy = id, result = id or nil }; sorted by a column, without results
function search.find(db, query)
  local self = prepared(db, query)
  assert(clauses.is_metric(self.sort) or search.COLUMNS[self.sort], "a metric or a column")
  self.runs = {}
  for row in rows_of(db, { clauses.runs(self.on_run) }) do self.runs[#self.runs + 1] = row.id end
  return (clauses.is_metric(self.sort) and by_metric or by_column)(self)
end

--- The result of a strategy that a query means: that with the best Sharpe ratio of those that
-- pass. @return its id, or nil
function search.result(db, query, strategy)
  local pieces = add_result_conditions(prepared(db, query), {
    { "SELECT b.id FROM backtest_results b WHERE b.strategy = ?", strategy },
  })
  pieces[#pieces + 1] = { "ORDER BY b.sharpe_ratio DESC, b.num_trades DESC, b.id DESC LIMIT 1" }
  local sql, values = clauses.join(pieces)
  return db:value(sql, unpack(values))
end

return search
