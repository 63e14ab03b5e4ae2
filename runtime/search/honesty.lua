--- The honesty block of what a search has found (stdlib.research.honesty): from everything that it
-- tried, and from what the store knows of the instrument.
local honesty = require "stdlib.research.honesty"
local random = require "stdlib.generator.random"
local sample = require "stdlib.research.sample"

local blocks = {}

local SAMPLED = 400 -- strategies of the whole search that PBO is computed of

-- Sharpe ratios of everything that was tried on an instrument.
local function sums_of(tried, place)
  local count, sum, squares, list = 0, 0, 0, {}
  for _, record in ipairs(tried) do
    local x = record.sharpes[place]
    if x then
      count, sum, squares = count + 1, sum + x, squares + x * x
      list[count] = record
    end
  end
  return count, sum, squares, list
end

--- The returns that were kept of all of them, or nil.
local function kept_of(job, chosen)
  local rows = {}
  for i, record in ipairs(chosen) do
    rows[i] = record.returns and record.returns[job.place]
    if not rows[i] then return nil end
  end
  return rows
end

local function sample_of(job, list)
  local chosen = sample.draw(random.new(job.seed, "sample", job.place), list, SAMPLED)
  local kept = kept_of(job, chosen)
  if kept then return sample.matrix(kept) end
  local part, texts, strategies = job.dataset.parts.in_sample, {}, {}
  for _, record in ipairs(chosen) do
    local text = job.text(record)
    if type(text) == "string" then
      texts[#texts + 1] = text
    else
      strategies[#strategies + 1] = text
    end
  end
  return sample.returns {
    texts = texts, strategies = strategies, candles = part.candles, with = part.with,
    settings = part.settings,
  }
end

--- What is said of the winner on one instrument.
-- @param job  { seed, place = number of the instrument, dataset = of runtime.search.data, tried =
--   everything: list of { sharpes = { [place] = annual Sharpe ratio or nil }, returns = { [place] =
--   { r, n, per_year } } or nil where they were not kept }, text =
--   function(record) -> its strategy as JSON on one line, or { cdata }, or nil, result = of the
--   winner in-sample, ledger = what the store knows of the instrument beside this search:
--   { count, with_sharpe, sum, sum_squares }, or nil }
-- @return the block, or nil when the winner has no returns
function blocks.block(job)
  local returns, n, per_year = job.result:returns()
  if n < 2 then return nil end
  local count, sum, squares, list = sums_of(job.tried, job.place)
  local trials, ledger = #job.tried, job.ledger
  if ledger and ledger.count > trials then
    trials, count, sum, squares = ledger.count, ledger.with_sharpe, ledger.sum, ledger.sum_squares
  end
  return honesty.judge {
    trials = trials, sharpe_count = count, sharpe_sum = sum, sharpe_sum_squares = squares,
    days = n, periods_per_year = per_year,
    winner = { returns = { data = returns, n = n }, metrics = job.result.metrics },
    sample = sample_of(job, list),
  }
end

return blocks
