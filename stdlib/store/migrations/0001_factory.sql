-- Strategies, what they were tried on, and how they did.

-- forward

-- A rule strategy in its JSON form, or where only Lua says it, the text of its file. hash is
-- that of its canonical graph: the same rules are stored once.
CREATE TABLE strategies (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  origin TEXT NOT NULL,     -- import, random, grammar, evolve, optimize
  parent_a TEXT,            -- hashes; the parents may have been removed
  parent_b TEXT,
  generation INTEGER,
  complexity REAL,
  created INTEGER NOT NULL, -- ms since 1970
  json TEXT,
  lua TEXT,
  CHECK (json IS NOT NULL OR lua IS NOT NULL)
);
CREATE INDEX strategies_by_name ON strategies (name);
CREATE INDEX strategies_by_created ON strategies (created);
CREATE INDEX strategies_by_origin ON strategies (origin);
CREATE INDEX strategies_by_generation ON strategies (generation);
CREATE INDEX strategies_by_complexity ON strategies (complexity);

-- Candles that were tried on; hash is of their content and that of the reference symbols.
CREATE TABLE datasets (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  bars INTEGER NOT NULL,
  first_time INTEGER NOT NULL,  -- ms, open of the first candle
  last_time INTEGER NOT NULL,   -- ms, open of the last one
  reference TEXT                -- other symbols that could be looked at: "BTCUSDT ETHUSDT"
);

-- Costs, sizes and rules of fills, without the time range; hash is of the JSON.
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
);

-- What many strategies are tried on: a time range of a data set under some settings.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL REFERENCES datasets,
  settings INTEGER NOT NULL REFERENCES settings,
  from_time INTEGER NOT NULL,   -- ms, open of the first bar that was traded
  to_time INTEGER NOT NULL,     -- ms, close of the last one
  part TEXT NOT NULL,           -- whole, in_sample, validation, test
  UNIQUE (dataset, settings, from_time, to_time, part)
);

-- One strategy on one run. Columns named like metrics are those of `tide backtest`; null is
-- undefined.
CREATE TABLE backtest_results (
  id INTEGER PRIMARY KEY,
  strategy INTEGER NOT NULL REFERENCES strategies ON DELETE CASCADE,
  run INTEGER NOT NULL REFERENCES runs,
  created INTEGER NOT NULL,
  total_return REAL, final_equity REAL, cagr REAL, annual_return REAL, volatility REAL,
  sharpe_ratio REAL, sortino_ratio REAL, calmar_ratio REAL, max_drawdown REAL,
  max_drawdown_duration REAL, recovery_time REAL, avg_drawdown REAL, underwater REAL,
  buy_hold_return REAL, alpha REAL, beta REAL, num_trades REAL, win_rate REAL,
  profit_factor REAL, expectancy REAL, payoff_ratio REAL, kelly REAL, sqn REAL, avg_trade REAL,
  avg_win REAL, avg_loss REAL, best_trade REAL, worst_trade REAL, avg_trade_pct REAL,
  avg_win_pct REAL, avg_loss_pct REAL, best_trade_pct REAL, worst_trade_pct REAL, mae REAL,
  mfe REAL, win_streak REAL, loss_streak REAL, avg_duration REAL, max_duration REAL,
  exposure REAL, turnover REAL, fees_paid REAL, break_even_bps REAL, var_95 REAL, var_99 REAL,
  cvar_95 REAL, skew REAL, kurtosis REAL, psr REAL,
  UNIQUE (strategy, run)
);
-- What results are sorted by, and how few trades rule them out: the best of a run, or of
-- all runs one after another, are found at the end of an index. Each index makes writing
-- slower: these are what people look for first, the rest is found by reading.
CREATE INDEX results_by_sharpe_ratio ON backtest_results (run, sharpe_ratio, num_trades);
CREATE INDEX results_by_sortino_ratio ON backtest_results (run, sortino_ratio, num_trades);
CREATE INDEX results_by_calmar_ratio ON backtest_results (run, calmar_ratio, num_trades);
CREATE INDEX results_by_total_return ON backtest_results (run, total_return, num_trades);
CREATE INDEX results_by_profit_factor ON backtest_results (run, profit_factor, num_trades);
CREATE INDEX results_by_num_trades ON backtest_results (run, num_trades);

-- The trades belong to the numbers they came with.
CREATE TRIGGER results_replaced AFTER UPDATE ON backtest_results
BEGIN
  DELETE FROM backtest_trades WHERE result = old.id;
END;

CREATE TABLE backtest_trades (
  result INTEGER NOT NULL REFERENCES backtest_results ON DELETE CASCADE,
  number INTEGER NOT NULL,
  side TEXT NOT NULL,
  entry_time INTEGER NOT NULL,
  entry_price REAL NOT NULL,
  exit_time INTEGER NOT NULL,
  exit_price REAL NOT NULL,
  quantity REAL NOT NULL,
  pnl REAL NOT NULL,
  return REAL NOT NULL,
  fees REAL NOT NULL,
  bars INTEGER NOT NULL,
  exit_reason TEXT NOT NULL,
  PRIMARY KEY (result, number)
) WITHOUT ROWID;

-- Everything that was ever evaluated, so that the best of many is judged as that: a
-- row for each (rules, settings) on an instrument and time range, kept for good.
CREATE TABLE trials (
  symbol TEXT NOT NULL,
  strategy TEXT NOT NULL,   -- hash: the strategy itself may be removed, or never stored
  settings INTEGER NOT NULL REFERENCES settings,
  from_time INTEGER NOT NULL,
  to_time INTEGER NOT NULL,
  timeframe TEXT NOT NULL,  -- of the candles
  sharpe_ratio REAL,
  PRIMARY KEY (symbol, strategy, settings, from_time, to_time, timeframe)
) WITHOUT ROWID;

-- Each look at the sealed part of the data.
CREATE TABLE test_openings (
  id INTEGER PRIMARY KEY,
  opened INTEGER NOT NULL,
  strategy TEXT NOT NULL,   -- hash
  run INTEGER NOT NULL REFERENCES runs,
  metrics TEXT NOT NULL     -- JSON
);

-- back

DROP TABLE test_openings;
DROP TABLE trials;
DROP TABLE backtest_trades;
DROP TABLE backtest_results;
DROP TABLE runs;
DROP TABLE settings;
DROP TABLE datasets;
DROP TABLE strategies;
