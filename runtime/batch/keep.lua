--- Puts into the store what a batch reads and finds: the strategies in the order of the
-- input, then results and trials as they are done.
local backtest = require "stdlib.backtest"
local failure = require "runtime.failure"
local results = require "stdlib.store.results"
local storage = require "runtime.storage"
local texts = require "runtime.strategies.texts"

local keep = {}
keep.__index = keep

local SHARPE
for i, key in ipairs(backtest.metric_keys) do
  if key == "sharpe_ratio" then SHARPE = i - 1 end
end

-- The text of a file is only that of its strategy while nothing takes the place of its parts.
local function add_strategy(self, entry, timeframe)
  local text, message
  if entry.json then
    text, message = texts.line(entry.json, entry.hash, timeframe)
    if not text then failure.raise(("%s: %s"):format(entry.place, message)) end
  elseif timeframe then
    failure.raise(("%s: a Lua strategy is kept as its file says it: write timeframe = \"%s\" there "
      .. "rather than '--timeframe'"):format(entry.place, timeframe), failure.USAGE)
  end
  self.writer:strategy {
    hash = entry.hash, name = entry.name, json = text, lua = entry.lua, origin = "import",
  }
  entry.json, entry.lua = nil, nil
end

--- @param db    the store
-- @param jobs  of a batch; each gets `run`, what its results are kept under
-- @return what keeps
function keep.new(db, set, jobs)
  local self = setmetatable({ db = db, writer = results.writer(db), runs = {} }, keep)
  for _, entry in ipairs(set.entries) do
    if not entry.error then add_strategy(self, entry, jobs[1].timeframe) end
  end
  for _, job in ipairs(jobs) do
    self.runs[job] = storage.run(db, {
      candles = job.candles, with = job.with, settings = job.settings, part = "whole",
    })
  end
  self.writer:flush()
  return self
end

--- Add what a strategy gave on the candles of a job.
-- @param metrics  by key, or double* [metrics]
function keep:add(job, entry, metrics)
  local run = self.runs[job]
  if not run then return end -- no bar was traded
  local sharpe = type(metrics) == "cdata" and metrics[SHARPE] or metrics.sharpe_ratio
  self.writer:result { strategy = entry.hash, run = run, metrics = metrics }
  self.writer:trial { strategy = entry.hash, run = run, sharpe_ratio = sharpe }
end

--- Write what waits.
function keep:flush() self.writer:flush() end

return keep
