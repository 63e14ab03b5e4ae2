--- The checks of a validation, as a table: what is compared with what, and how much hangs on it.
--
-- A check is { name, group, title, unit, fact = where its number stands in the facts
-- ("all.sharpe_ratio"), at = "least" or "most": of the threshold of its name in
-- config/validation.lua, level }. The levels:
--   must       failed, it is a NO-GO
--   evidence   failed, there is not enough of it yet: MORE DATA
--   should     counted: so many of them must hold (share)
local checklist = {}

--- Headings of the groups, in their order.
checklist.groups = {
  { "rules", "Rules and costs" }, { "data", "Data and evidence" }, { "result", "Result" },
  { "outside", "Out of sample" }, { "parameters", "Parameters" },
  { "walkforward", "Walk-forward" }, { "markets", "Markets and times" },
  { "luck", "Monte Carlo" }, { "stress", "Sensitivity" }, { "hypothesis", "Hypothesis" },
}

local LEAST, MOST = "least", "most"

-- name, title, unit, fact, at, level
local CHECKS = {
  rules = {
    { "look_ahead", "Symbols on which it knew the future", "count", "look_ahead", MOST, "must" },
    { "costs_set", "Cost of a fill", "bps", "cost_bps", LEAST, "must" },
  },
  data = {
    { "years", "Years of candles", "ratio", "years", LEAST, "evidence" },
    { "trades", "Trades", "count", "all.num_trades", LEAST, "evidence" },
    { "deflated_sharpe", "Sure of an edge, after all tries", "fraction", "dsr", LEAST, "evidence" },
  },
  result = {
    { "sharpe_ratio", "Sharpe", "ratio", "all.sharpe_ratio", LEAST },
    { "sortino_ratio", "Sortino", "ratio", "all.sortino_ratio", LEAST },
    { "calmar_ratio", "Calmar", "ratio", "all.calmar_ratio", LEAST },
    { "profit_factor", "Profit factor", "ratio", "all.profit_factor", LEAST },
    { "win_rate", "Trades won", "fraction", "all.win_rate", LEAST },
    { "max_drawdown", "Deepest drawdown", "fraction", "all.max_drawdown", MOST },
    { "avg_drawdown", "Mean drawdown", "fraction", "all.avg_drawdown", MOST },
    { "recovery_time", "Longest recovery", "hours", "all.recovery_time", MOST },
    { "worst_day", "Worst day", "fraction", "worst_day", LEAST },
    { "worst_week", "Worst week", "fraction", "worst_week", LEAST },
    { "alpha", "Return beyond what holding explains", "fraction", "all.alpha", LEAST },
  },
  outside = {
    { "validation_sharpe", "Validation Sharpe", "ratio", "validation.sharpe_ratio", LEAST },
    { "validation_share", "Validation over in-sample Sharpe", "fraction", "validation_share",
      LEAST },
    { "test_sharpe", "Test Sharpe", "ratio", "test.sharpe_ratio", LEAST },
    { "test_openings", "Others that have seen the test part", "count", "test_openings", MOST },
  },
  parameters = {
    { "combinations", "Combinations tried", "count", "grid.combinations", LEAST },
    { "profitable_combinations", "Combinations profitable", "fraction", "grid.profitable",
      LEAST },
    { "pbo", "Overfitting (PBO) of such a choice", "fraction", "pbo", MOST },
    { "jittered_profitable", "Profitable with numbers a little off", "fraction",
      "jittered_profitable", LEAST },
  },
  walkforward = {
    { "windows", "Windows", "count", "walkforward.windows", LEAST },
    { "walkforward_sharpe", "Sharpe of the joined windows", "ratio", "walkforward.sharpe", LEAST },
    { "walkforward_profitable", "Windows with a profit", "fraction", "walkforward.profitable",
      LEAST },
    { "walkforward_efficiency", "Return kept of what training promised", "fraction",
      "walkforward.efficiency", LEAST },
  },
  markets = {
    { "symbols", "Symbols", "count", "symbols.count", LEAST },
    { "profitable_symbols", "Symbols profitable", "fraction", "symbols.profitable", LEAST },
    { "profitable_years", "Years with a profit", "fraction", "profitable_years", LEAST },
    { "failed_regimes", "Regimes that it fails in", "count", "failed_regimes", MOST },
  },
  luck = {
    { "paths", "Paths", "count", "luck.paths", LEAST },
    { "ruin", "Paths ruined", "fraction", "luck.ruin", MOST, "must" },
    { "drawdown_95", "Drawdown of the worst 2.5 in 100", "fraction", "luck.drawdown_95", MOST },
  },
  stress = {
    { "commission_10", "Return with 10 % more commission", "fraction", "stress.commission", LEAST,
      "must" },
    { "slippage_50", "Return with 50 % more slippage", "fraction", "stress.slippage", LEAST,
      "must" },
    { "volatility_20", "Return with 20 % more volatility", "fraction", "stress.volatility", LEAST,
      "must" },
    { "double_costs", "Return at twice the costs", "fraction", "stress.double", LEAST },
    { "noisy_profitable", "Profitable on prices with noise", "fraction", "noisy_profitable",
      LEAST },
    { "capacity", "Cash that halves its Sharpe, times this one", "ratio", "capacity", LEAST },
  },
  hypothesis = {
    { "papers", "Papers noted", "count", "hypothesis.papers", LEAST },
    { "open_sections", "Sections left open", "count", "hypothesis.open", MOST },
  },
}

local function flat()
  local list = {}
  for _, group in ipairs(checklist.groups) do
    for _, row in ipairs(CHECKS[group[1]]) do
      list[#list + 1] = {
        name = row[1], title = row[2], unit = row[3], fact = row[4], at = row[5],
        level = row[6] or "should", group = group[1],
      }
    end
  end
  return list
end

--- Every check, in the order in which they are shown.
checklist.list = flat()

--- By name.
checklist.by_name = {}
for _, check in ipairs(checklist.list) do checklist.by_name[check.name] = check end

return checklist
