--- What `tide validate` asks of a strategy: the numbers of docs/guide/validate.md. A table of your
-- own (--checks FILE.lua) needs only the keys that differ; false leaves a check out.
return {
  -- Of the lines that are neither a must nor evidence, so many must hold.
  share = 0.5,

  -- MORE DATA is said where an edge as good as this one would be told from luck within so many times
  -- the history that there is; where it would take longer, it is a NO-GO.
  patience = 3,

  checks = {
    -- rules and costs
    look_ahead = 0, -- at most
    costs_set = 1, -- basis points of what a fill moves: commission, slippage and spread

    -- data and evidence
    years = 3,
    trades = 30,
    deflated_sharpe = 0.99, -- at most one in a hundred strategies without an edge gets here

    -- result
    sharpe_ratio = 1,
    sortino_ratio = 1.5,
    calmar_ratio = 1,
    profit_factor = 1.5,
    win_rate = 0.4,
    max_drawdown = 0.3,
    avg_drawdown = 0.15,
    recovery_time = 30 * 24, -- hours
    worst_day = -0.1,
    worst_week = -0.15,
    alpha = 0,

    -- out of sample
    validation_sharpe = 0.8,
    validation_share = 0.8, -- of the in-sample Sharpe
    test_sharpe = 0,
    test_openings = 0,

    -- parameters
    combinations = 100,
    profitable_combinations = 0.6,
    pbo = 0.5,
    jittered_profitable = 0.8,

    -- walk-forward
    windows = 5,
    walkforward_sharpe = 0.5,
    walkforward_profitable = 0.5,
    walkforward_efficiency = 0.5,

    -- markets and times
    symbols = 5,
    profitable_symbols = 0.6,
    profitable_years = 0.6,
    failed_regimes = 0,

    -- Monte Carlo
    paths = 1000,
    ruin = 0.01,
    drawdown_95 = 0.4,

    -- sensitivity: what is left
    commission_10 = 0,
    slippage_50 = 0,
    volatility_20 = 0,
    double_costs = 0,
    noisy_profitable = 0.8,
    capacity = 10,

    -- hypothesis
    papers = 5,
    open_sections = 0,
  },

  -- Each of them stops a strategy.
  red_flags = {
    sharpe_ratio = 0.5, -- below
    max_drawdown = 0.4, -- above
    working_symbols = 3, -- fewer than these earn money, where there are more than these
    out_of_sample = 0.5, -- less than this share of the in-sample return, and surely so
    too_good_sharpe = 3, -- above, with a drawdown below the next: too good to be true
    too_good_drawdown = 0.05,
  },

  -- What kinds of strategies need not do (--type).
  types = {
    -- Many small losses, a few large wins, long waits for a new high.
    trend = { win_rate = 0.25, profit_factor = 1.2, recovery_time = 365 * 24, avg_drawdown = 0.2 },
    -- Many small wins; what matters is the loss that was not yet seen.
    reversion = { win_rate = 0.55, profit_factor = 1.2, worst_day = -0.08, recovery_time = 120 * 24 },
    -- Little of each trade: costs decide, and there must be many of them.
    scalping = { trades = 300, win_rate = 0.5, profit_factor = 1.1, capacity = 3 },
    -- In the market most of the time, because it pays to be.
    carry = { win_rate = 0.5, profit_factor = 1.2, alpha = false, recovery_time = 180 * 24 },
  },
}
