--- What a validation leaves in the store: the look at the test part, at the moment it is taken; the
-- verdict; and what it reads there: what else was tried, and who else has looked.
local database = require "stdlib.store.database"
local json = require "stdlib.json"
local openings = require "stdlib.store.openings"
local results = require "stdlib.store.results"
local run = require "runtime.batch.run"
local source = require "runtime.optimize.source"
local store = require "stdlib.store.init"
local failure = require "runtime.failure"
local storage = require "runtime.storage"
local terminal = require "runtime.terminal"
local trials = require "stdlib.store.trials"
local verdicts = require "stdlib.store.verdicts"

local keep = {}
keep.__index = keep

local NAME = 63 -- bytes of a name in the store

--- Open the store. Without one a validation goes on, says so, and keeps its test part closed.
function keep.open(opts)
  local self = setmetatable({}, keep)
  local db, message = store.open(opts.store, "create")
  if db then
    self.db = db
  elseif opts.store then
    failure.raise(message)
  else
    terminal.warn("nothing is kept, and the test part stays sealed: " .. message)
    opts.sealed = true
  end
  return self
end

local function guarded(self, f)
  if not self.db then return nil end
  local ok, raised = pcall(f)
  if ok then return raised end
  if database.is_failure(raised) then failure.raise(raised.message) end
  error(raised, 0)
end

local function run_of(self, dataset, name)
  local part = dataset.parts[name]
  return part and storage.run(self.db, {
    candles = part.candles, with = part.with, settings = part.settings,
    part = name,
  })
end

--- Write down that the test part was looked at, with what was seen.
-- @return how many other strategies have seen it before
function keep:opened(subject)
  return guarded(self, function()
    local others, seen = 0, { [subject.strategy.hash] = true }
    for place, result in ipairs(subject.runs.test or {}) do
      local part = run_of(self, subject.datasets[place], "test")
      if part then
        openings.add(self.db, { strategy = subject.strategy.hash, run = part.id,
          metrics = json.encode(run.ordered(result.metrics)) })
        for _, one in ipairs(openings.list(self.db, part)) do
          if not seen[one.strategy] then others, seen[one.strategy] = others + 1, true end
        end
      end
    end
    return others
  end)
end

--- What else was tried on each instrument, and the strategy itself as one try.
-- @return list by data set, see stdlib.store.trials
function keep:others(subject)
  return guarded(self, function()
    local list = {}
    for place, dataset in ipairs(subject.datasets) do
      local part = run_of(self, dataset, "whole")
      if part then
        list[place] = trials.others(self.db, part, subject.strategy.hash)
        self.db:transaction(function()
          trials.inserter(self.db)(subject.strategy.hash, part,
            subject.runs.whole[place].metrics.sharpe_ratio, subject.strategy.hash)
        end)
      end
    end
    return list
  end) or {}
end

-- The strategy as the store has it: JSON where that can say the rules, else the text of its file.
local function row_of(subject)
  local strategy = subject.strategy
  local row = { hash = strategy.hash, name = strategy.name:sub(1, NAME), origin = "import" }
  row.json = source.text(strategy)
  if not row.json then
    local file = failure.check(io.open(subject.opts.strategy, "rb"))
    row.lua = file:read "*a"
    file:close()
  end
  return row
end

--- Keep the verdict, with the strategy and its results on every part.
function keep:decided(subject, verdict, document)
  guarded(self, function()
    local writer = results.writer(self.db)
    writer:strategy(row_of(subject))
    for name, list in pairs(subject.runs) do
      for place, result in ipairs(list) do
        local part = run_of(self, subject.datasets[place], name)
        if part then
          writer:result { strategy = subject.strategy.hash, run = part, metrics = result.metrics }
        end
      end
    end
    writer:flush()
    verdicts.add(self.db, { strategy = subject.strategy.hash,
      name = subject.strategy.name:sub(1, NAME), verdict = verdict, document = document })
  end)
end

function keep:close()
  if self.db then self.db:close() end
  self.db = nil
end

return keep
