--- What a search leaves in the store: each try in the trial ledger, so that the next search on the
-- same candles knows of it; with --save the strategies and their results, too.
--
-- The ledger is kept without being asked for. Where there is no store to write to, the search goes
-- on without it and says so.
local backtest = require "stdlib.backtest"
local database = require "stdlib.store.database"
local results = require "stdlib.store.results"
local store = require "stdlib.store.init"
local trials = require "stdlib.store.trials"
local failure = require "runtime.failure"
local storage = require "runtime.storage"
local terminal = require "runtime.terminal"

local ledger = {}
ledger.__index = ledger

local SHARPE
for i, key in ipairs(backtest.metric_keys) do
  if key == "sharpe_ratio" then SHARPE = i - 1 end
end

local function nothing() end

--- Where nobody writes tries down.
ledger.unwritten = { add = nothing, flush = nothing, recall = function() return false end }

--- Do f; what the database refuses ends the command where the user asked to save, and otherwise
-- the ledger only.
local function guarded(self, f)
  if not self.db then return nil end
  local ok, raised = pcall(f)
  if ok then return raised end
  if not database.is_failure(raised) then error(raised, 0) end
  if self.asked then failure.raise(raised.message) end
  terminal.warn(("the trial ledger is not kept: %s"):format(raised.message))
  self.db:close()
  self.db = nil
end

local function put_runs(self, datasets, settings)
  for i, one in ipairs(datasets) do
    self.runs[i] = {}
    for _, name in ipairs { "in_sample", "validation" } do
      local part = one.parts[name]
      self.runs[i][name] = part and storage.run(self.db, {
        candles = part.candles, with = part.with, part = name,
        settings = name == "in_sample" and not one.window and settings or part.settings,
      })
    end
  end
end

--- @param opts      with save, store, and validates = hash of the strategy whose validation this
--   is (optional, see stdlib.store.trials)
-- @param datasets  of runtime.search.data; or windows, each with parts.in_sample and window = true:
--   it has settings of its own
-- @param settings  of the in-sample part, as the search uses them
-- @param row_of  function(one) -> the row of a try for the store, see stdlib.store.strategies, or
--   nil where it cannot be kept
-- @return the ledger; without a store it does nothing
function ledger.open(opts, datasets, settings, row_of)
  local self = setmetatable({ opts = opts, runs = {}, row_of = row_of,
    asked = opts.save or opts.store ~= nil }, ledger)
  local db, message = store.open(opts.store, "create")
  if not db then
    if self.asked then failure.raise(message) end
    terminal.warn("the trial ledger is not kept: " .. message)
    return self
  end
  self.db, self.writer = db, results.writer(db)
  guarded(self, function() put_runs(self, datasets, settings) end)
  return self
end

--- Add a try.
-- @param one      what row_of knows, with its hash
-- @param numbers  its metrics as the host has them, double* [metrics]
-- @param place    number of the instrument
function ledger:add(one, numbers, place)
  guarded(self, function()
    local run = self.runs[place].in_sample
    if not run or numbers == nil then return end
    local row = self.asked and self.row_of(one)
    if row then
      self.writer:strategy(row)
      self.writer:result { strategy = one.hash, run = run, metrics = numbers }
    end
    self.writer:trial { strategy = one.hash, run = run, sharpe_ratio = numbers[SHARPE],
      validates = self.opts.validates }
  end)
end

--- Add what one of the best did in the validation part.
-- @param one  { hash, runs = { { validation = result or nil }, ... by instrument } }
function ledger:add_validation(one)
  if not self.asked then return end
  guarded(self, function()
    for place, run in ipairs(one.runs) do
      local kept = self.runs[place].validation
      if run.validation and kept then
        self.writer:result { strategy = one.hash, run = kept, metrics = run.validation.metrics }
      end
    end
  end)
end

--- What an earlier search has left of a try, where the user asked to save.
-- @param into  double* [metrics], to be filled in
-- @return true when there is something
function ledger:recall(hash, place, into)
  if not self.asked then return false end
  return guarded(self, function()
    local run = self.runs[place].in_sample
    return run and results.numbers(self.db, hash, run.id, into)
  end) or false
end

--- Write what waits.
function ledger:flush() guarded(self, function() self.writer:flush() end) end

--- What was ever tried on an instrument, over every range that overlaps the in-sample part.
-- @return { count, with_sharpe, sum, sum_squares }, or nil without a store
function ledger:summary(place)
  return guarded(self, function()
    self.writer:flush()
    local run = self.runs[place].in_sample
    return run and trials.summary(self.db, run)
  end)
end

--- Write what waits and close the store.
function ledger:close()
  self:flush()
  if self.db then self.db:close() end
  self.db = nil
end

return ledger
