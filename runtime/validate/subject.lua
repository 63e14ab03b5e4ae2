--- What is validated: the strategy, its candles cut into parts, what it ran on each of them, and
-- the numbers it is compared with.
local backtest = require "stdlib.backtest"
local data = require "runtime.search.data"
local failure = require "runtime.failure"
local files = require "runtime.files"
local hypothesis = require "stdlib.research.hypothesis"
local parts = require "runtime.search.parts"
local regimes = require "runtime.regimes"
local simulation = require "runtime.simulation"
local split = require "stdlib.research.split"
local thresholds = require "stdlib.research.thresholds"

local subject = {}

--- The whole history; without the test part where that stays closed.
local function add_whole(dataset, sealed)
  local p = dataset.parts
  local last = not sealed and p.test or p.validation or p.in_sample
  local whole = {}
  for key, value in pairs(last) do whole[key] = value end
  whole.settings = backtest.copy(last.settings)
  whole.first, whole.from, whole.settings.from = p.in_sample.first, p.in_sample.from,
    p.in_sample.settings.from
  whole.bars = whole.last - whole.first + 1
  p.whole = whole
end

-- The document of a hypothesis: the one that was named, else the one beside the strategy.
local function load_hypothesis(opts)
  local path = opts.hypothesis
  if not path then
    path = opts.strategy:gsub("%.%w+$", "") .. ".md"
    if not files.exists(path) then return nil end
  end
  local made, message = hypothesis.load(path)
  if not made then failure.raise(message) end
  if not opts.hypothesis and not made.is_form then return nil end -- some other document
  local wrong = made.errors[1]
  if wrong then failure.raise(("%s:%d: %s"):format(path, wrong.line, wrong.message)) end
  return made
end

--- What is judged.
-- @param made  { opts, strategy, thresholds, datasets = of runtime.search.data, settings, regimes
--   = of runtime.regimes.load, hypothesis or nil }
-- @return the same, after its whole runs were set up: every data set has a part `whole`, too
function subject.of(made)
  for _, one in ipairs(made.datasets) do add_whole(one, made.opts.sealed) end
  return made
end

--- Read everything that the checks begin with.
-- @param opts  of runtime.validate.options
-- @return as subject.of
function subject.load(opts)
  local limits, message = thresholds.load(opts.checks, opts.type)
  if not limits then failure.raise(message, opts.type and failure.USAGE or nil) end
  local doc, strategy = load_hypothesis(opts), simulation.strategy(opts)
  opts.validates = strategy.hash
  local loaded = data.load(opts)
  return subject.of {
    opts = opts, thresholds = limits, hypothesis = doc, strategy = strategy,
    datasets = loaded.datasets, settings = loaded.settings, regimes = regimes.load(opts),
  }
end

--- Run the strategy on the parts: `whole` and those of stdlib.research.split; the test part only
-- where it is to be opened.
-- @param made  gets runs = by name of a part: list of results, by data set
function subject.run(made)
  made.runs = { whole = {} }
  local names = { "whole", unpack(split.names) }
  for place, one in ipairs(made.datasets) do
    for _, name in ipairs(names) do
      if name ~= "test" or not made.opts.sealed then
        local result = parts.run(made.strategy, one, name)
        if result then
          made.runs[name] = made.runs[name] or {}
          made.runs[name][place] = result
        end
      end
    end
  end
end

return subject
