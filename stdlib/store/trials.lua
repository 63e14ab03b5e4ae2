--- The trial ledger (docs/reference/semantics.md, 6): everything that was ever evaluated, so
-- that the best of many is judged as the best of many.
local insert = require "stdlib.store.insert"

local trials = {}

--- What writes trials into an open transaction; what is there stays as it is.
-- @return function(hash of a strategy, run of stdlib.store.runs, Sharpe ratio or nil, validates =
--   hash of the strategy in whose validation it was tried, or nil)
function trials.inserter(db)
  -- Tried again by somebody else, it is no longer of that one validation.
  local put = insert.new(db, [[INSERT INTO trials (symbol, strategy, settings, from_time, to_time,
    timeframe, sharpe_ratio, validates) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT DO UPDATE SET validates = NULL
    WHERE validates IS NOT NULL AND validates IS NOT excluded.validates]], 8)
  return function(strategy, run, sharpe_ratio, validates)
    put:text(1, run.symbol)
    put:text(2, strategy)
    put:number(3, run.settings)
    put:number(4, run.from)
    put:number(5, run.to)
    put:text(6, run.timeframe)
    put:number(7, sharpe_ratio)
    put:text(8, validates)
    put:run()
  end
end

-- In the order of the primary key: nothing is sorted. One strategy under the same settings
-- counts once, with the highest of its ratios: that is the one a search would have picked. Luck
-- moves a ratio by 1 / sqrt(its years), so that one of a shorter range (a window of a
-- walk-forward) counts for what it says about the whole one.
local SUMMARY = [[SELECT count(*) AS count, count(x) AS with_sharpe, total(x) AS sum,
    total(x * x) AS sum_squares
  FROM (SELECT max(sharpe_ratio * sqrt(1.0 * (to_time - from_time) / (?3 - ?2))) AS x FROM trials
    WHERE symbol = ?1 AND from_time < ?3 AND to_time > ?2 %s GROUP BY strategy, settings)]]

local ALL, OTHERS = SUMMARY:format "",
  SUMMARY:format "AND NOT (strategy = ?4 AND settings = ?5) AND validates IS NOT ?4"

--- What was tried on an instrument, over every range that overlaps one, whatever the time frame.
-- @param range  { symbol, from, to }: ms, `to` is the close of the last bar
-- @return { count = distinct (strategy, settings), with_sharpe = how many of them have a Sharpe
--   ratio, sum, sum_squares = of these ratios, each as if its range were as long as this one }
function trials.summary(db, range)
  return db:row(ALL, range.symbol, range.from, range.to)
end

--- The same without one strategy under one of the settings, and without what was tried in its own
-- validation only: what else it was chosen from.
-- @param range  a run of stdlib.store.runs: { symbol, from, to, settings }
-- @param hash   of the strategy
function trials.others(db, range, hash)
  return db:row(OTHERS, range.symbol, range.from, range.to, hash, range.settings)
end

--- How many trials are written down, every range of a strategy by itself.
function trials.count(db) return db:value "SELECT count(*) FROM trials" end

return trials
