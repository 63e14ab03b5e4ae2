--- Writes strategies, results and trials in batches, as they come.
--
--     local writer = results.writer(db)
--     writer:strategy { hash = h, name = "a", json = text, origin = "evolve" }
--     writer:result { strategy = h, run = run, metrics = metrics }
--     writer:trial { strategy = h, run = run, sharpe_ratio = metrics.sharpe_ratio }
--     writer:close()
--
-- What is added waits in memory until there is enough of it or it is old enough, and is then
-- written in one short transaction: others read and write meanwhile, and what ends the program
-- takes at most the last batch. A batch that cannot be written stays, to be tried again.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local results = require "stdlib.store.results"
local strategies = require "stdlib.store.strategies"
local trades = require "stdlib.store.trades"
local trials = require "stdlib.store.trials"

local C = require("stdlib.host").C

local writer = {}
writer.__index = writer

local METRICS = #backtest.metric_keys
local ROWS, SECONDS = 4096, 0.25

local function empty(self)
  self.strategies, self.results, self.trials, self.count = {}, {}, {}, 0
end

--- @param options  { rows = 4096, seconds = 0.25 }: how much waits at most, and how long (it is
--   looked at when something is added)
function writer.new(db, options)
  local rows = options and options.rows or ROWS
  local self = setmetatable({
    db = db, rows = rows, seconds = options and options.seconds or SECONDS,
    metrics = ffi.new("double[?]", rows * METRICS), put_strategy = strategies.inserter(db),
    put_result = results.inserter(db), put_trades = trades.inserter(db),
    put_trial = trials.inserter(db),
  }, writer)
  empty(self)
  return self
end

-- Before anything else is added: a full batch is written first.
local function make_room(self)
  local now = C.tide_clock_seconds()
  if self.count == 0 then
    self.since = now
  elseif self.count >= self.rows or now - self.since >= self.seconds then
    self:flush()
    self.since = now
  end
  self.count = self.count + 1
end

--- Add a strategy, see stdlib.store.strategies; one that is there stays as it is.
function writer:strategy(row)
  make_room(self)
  self.strategies[#self.strategies + 1] = row
end

--- Add a result, over one that is there.
-- @param row  { strategy = hash of one that is there or was added, run = what runs.put gave,
--   metrics = by key, or double* [metrics]; trades = list of them to keep (optional) }
function writer:result(row)
  make_room(self)
  local at = #self.results
  results.fill(self.metrics + at * METRICS, row.metrics)
  self.results[at + 1] = row
end

--- Add a trial.
-- @param row  { strategy = hash, run = what runs.put gave, sharpe_ratio, validates = see
--   trials.inserter }
function writer:trial(row)
  make_room(self)
  self.trials[#self.trials + 1] = row
end

local function write_results(self)
  local now = math.floor(C.tide_clock_wall_us() / 1000)
  for i, row in ipairs(self.results) do
    self.put_result(row.strategy, row.run.id, now, self.metrics + (i - 1) * METRICS)
    if row.trades then
      self.put_trades(results.id(self.db, row.strategy, row.run.id), row.trades)
    end
  end
end

--- Write what waits, all of it or nothing.
function writer:flush()
  if self.count == 0 then return end
  self.db:transaction(function()
    for _, row in ipairs(self.strategies) do self.put_strategy(row) end
    write_results(self)
    for _, row in ipairs(self.trials) do
      self.put_trial(row.strategy, row.run, row.sharpe_ratio, row.validates)
    end
  end)
  empty(self)
end

--- Write what waits. The database stays open.
function writer:close() self:flush() end

return writer
