--- The permutation test of a search: the whole of it again on shuffled histories, in which nothing
-- is to be found, and where the real winner stands among their winners.
--
-- What is shuffled is the in-sample part: its bars in another order, each with its own shape.
-- (T. Masters, Permutation and Randomization Tests for Trading System Development, 2020.)
local host = require "stdlib.host"
local random = require "stdlib.generator.random"
local failure = require "runtime.failure"
local format = require "stdlib.report.format"
local stats = require "stdlib.stats"
local runner = require "runtime.evolve.search"

local C = host.C
local permute = {}

local function shuffled(datasets, opts, number)
  local list = {}
  for i, one in ipairs(datasets) do
    local seed = random.new(opts.seed, "permutation", number, i):int(0, 2 ^ 31)
    local candles, message = one.candles:permute(seed, opts.block)
    if not candles then failure.raise(message) end
    list[i] = { candles = candles, with = one.with }
  end
  return list
end

--- One search where there is nothing.
-- @return the value of its winner (-huge when none was fit), or nil when interrupted
local function search(job, number)
  local s = runner.new {
    opts = job.opts, objective = job.objective, grammar = job.grammar, start = job.start,
    settings = job.settings, datasets = shuffled(job.datasets, job.opts, number), began = job.began,
    label = ("shuffle %d of %d, "):format(number, job.opts.permute),
  }
  if not runner.run(s) then return nil end
  local best = s:best(1)[1]
  return best and best.record.values[1] or -math.huge
end

--- @param job      as for runtime.evolve.search, after its own search
-- @param real     value of the real winner
-- @param journal  keeps what is done, and knows what was
-- @return { values, real, not_worse, p_value, best, median, block }, and false when interrupted
function permute.run(job, real, journal)
  local values, going = {}, true
  for number = 1, job.opts.permute do
    local value = journal.permutations[number]
    if not value then
      value = C.tide_interrupt_caught() == 0 and search(job, number) or nil
      if value then journal:add_permutation(number, value) end
    end
    if not value then
      going = false
      break
    end
    values[number] = value
  end
  if #values == 0 then return nil, going end
  local not_worse = 0
  for _, value in ipairs(values) do
    if value >= real then not_worse = not_worse + 1 end
  end
  local median, _, best = stats.median(values)
  return {
    values = values, real = real, not_worse = not_worse, block = job.opts.block,
    p_value = (not_worse + 1) / (#values + 1), best = best, median = median,
  }, going
end

local function number(x)
  return x == -math.huge and "nothing fit" or format.decimal(x, 2)
end

--- Where the winner stands among the winners on shuffled data.
-- @param p  of permute.run
function permute.sentence(p)
  return ("The same search on %d shuffled histories: the best of them reached %s, the median "
    .. "%s; this one reached %s. %d of %d did as well or better: p = %s."):format(#p.values,
    number(p.best), number(p.median), number(p.real), p.not_worse, #p.values,
    format.decimal(p.p_value, 3))
end

return permute
