-- Strategies, what they were tried on, and how they did.

-- forward

-- A rule strategy in its JSON form. hash is that of its canonical graph: the same rules
-- are stored once. origin: import, random, grammar, evolve.
CREATE TABLE strategies (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  json TEXT NOT NULL,
  origin TEXT NOT NULL,
  parent_a TEXT,            -- hashes; the parents may have been removed
  parent_b TEXT,
  generation INTEGER,
  complexity REAL,
  created INTEGER NOT NULL  -- ms since 1970
);

-- Candles that were tried on; hash is of their content.
CREATE TABLE datasets (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  bars INTEGER NOT NULL,
  first_time INTEGER NOT NULL,  -- ms, open of the first candle
  last_time INTEGER NOT NULL
);

-- Costs, sizes and rules of fills; hash is of the JSON.
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
);

-- One strategy on one range of one data set. Columns named like metrics are those of
-- `tide backtest`; null is undefined.
CREATE TABLE backtest_results (
  id INTEGER PRIMARY KEY,
  strategy INTEGER NOT NULL REFERENCES strategies ON DELETE CASCADE,
  dataset INTEGER NOT NULL REFERENCES datasets,
  settings INTEGER NOT NULL REFERENCES settings,
  from_time INTEGER NOT NULL,   -- ms, of the bars that were traded
  to_time INTEGER NOT NULL,
  part TEXT NOT NULL,           -- whole, in_sample, validation, test
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
  UNIQUE (strategy, dataset, settings, from_time, to_time)
);
-- What strategies are searched and sorted by.
CREATE INDEX results_by_sharpe_ratio ON backtest_results (sharpe_ratio);
CREATE INDEX results_by_sortino_ratio ON backtest_results (sortino_ratio);
CREATE INDEX results_by_calmar_ratio ON backtest_results (calmar_ratio);
CREATE INDEX results_by_total_return ON backtest_results (total_return);
CREATE INDEX results_by_cagr ON backtest_results (cagr);
CREATE INDEX results_by_max_drawdown ON backtest_results (max_drawdown);
CREATE INDEX results_by_profit_factor ON backtest_results (profit_factor);
CREATE INDEX results_by_sqn ON backtest_results (sqn);
CREATE INDEX results_by_num_trades ON backtest_results (num_trades);

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
  strategy TEXT NOT NULL,   -- hash
  settings TEXT NOT NULL,   -- hash
  from_time INTEGER NOT NULL,
  to_time INTEGER NOT NULL,
  timeframe TEXT NOT NULL,
  sharpe_ratio REAL,
  PRIMARY KEY (symbol, strategy, settings, from_time, to_time)
) WITHOUT ROWID;

-- Each look at the sealed part of the data.
CREATE TABLE test_openings (
  id INTEGER PRIMARY KEY,
  opened INTEGER NOT NULL,
  strategy TEXT NOT NULL,   -- hash
  dataset TEXT NOT NULL,    -- hash
  settings TEXT NOT NULL,   -- hash
  metrics TEXT NOT NULL     -- JSON
);

-- back

DROP TABLE test_openings;
DROP TABLE trials;
DROP TABLE backtest_trades;
DROP TABLE backtest_results;
DROP TABLE settings;
DROP TABLE datasets;
DROP TABLE strategies;
