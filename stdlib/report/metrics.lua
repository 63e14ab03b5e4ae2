--- The metrics as a reader meets them: in groups, with a name and one plain
-- sentence each. Keys and units are the host's; a metric KEY_pct stands beside
-- KEY, and a key that is not in a group still shows, under "Other".
local metrics = {}

--- Groups in the order of the page; a row is {key, name, sentence}.
metrics.groups = {
  { "Return", {
    { "total_return", "Total return", "What the account gained or lost over the whole period." },
    { "final_equity", "Final equity", "What the account is worth at the last bar." },
    { "cagr", "Growth a year", "The steady yearly growth that leads from start to end (CAGR)." },
    { "annual_return", "Annual return", "Geometric mean of the daily returns, for a year." },
    { "buy_hold_return", "Buy & hold", "What simply holding the instrument would have earned." },
    { "alpha", "Alpha", "Yearly return that the market's moves do not explain." },
    { "beta", "Beta", "How much the account moves when the market moves by one." },
  } },
  { "Return for risk", {
    { "sharpe_ratio", "Sharpe", "Mean daily return over its deviation, for a year." },
    { "sortino_ratio", "Sortino", "As Sharpe, counting only falls as risk." },
    { "calmar_ratio", "Calmar", "Growth a year over the maximum drawdown." },
    { "psr", "Probabilistic Sharpe", "Chance that the true Sharpe ratio is above 0." },
    { "sqn", "SQN", "System quality: mean trade over its deviation, times root of n." },
  } },
  { "Risk", {
    { "volatility", "Volatility", "Standard deviation of the daily returns, for a year." },
    { "max_drawdown", "Max. drawdown", "The deepest fall from a peak of the account." },
    { "max_drawdown_duration", "Longest drawdown", "Longest time from a peak back to it." },
    { "recovery_time", "Recovery", "Longest time from a trough back to the old peak." },
    { "avg_drawdown", "Avg. drawdown", "Mean depth of all falls from a peak." },
    { "underwater", "Underwater", "Share of bars at which the account was below its peak." },
    { "var_95", "VaR 95 %", "On one day in twenty the loss was larger than this." },
    { "var_99", "VaR 99 %", "On one day in a hundred the loss was larger than this." },
    { "cvar_95", "CVaR 95 %", "Mean loss of the worst day in twenty." },
    { "skew", "Skew", "Below 0: large losses are more frequent than large gains." },
    { "kurtosis", "Kurtosis", "Above 0: extreme days are more frequent than a bell curve says." },
  } },
  { "Time and cost", {
    { "exposure", "Exposure", "Share of bars with an open position." },
    { "avg_duration", "Avg. duration", "Mean time in a trade." },
    { "max_duration", "Longest trade", "Longest time in a trade." },
    { "turnover", "Turnover", "Traded value a year, in multiples of the account." },
    { "fees_paid", "Fees paid", "All commissions and fixed fees in cash." },
    { "break_even_bps", "Break-even cost", "Cost per fill at which nothing would be left." },
  } },
  { "Trades", {
    { "num_trades", "Trades", "Closed round trips, from flat to flat." },
    { "win_rate", "Win rate", "Share of trades that earned money after costs." },
    { "profit_factor", "Profit factor", "All gains over all losses, in cash." },
    { "expectancy", "Expectancy", "Mean return of a trade." },
    { "payoff_ratio", "Payoff", "Mean gain over mean loss." },
    { "kelly", "Kelly", "Share of the account the Kelly rule would bet." },
    { "avg_trade", "Avg. trade", "Mean result of a trade, in cash and as a return." },
    { "avg_win", "Avg. win", "Mean result of the winning trades, in cash and as a return." },
    { "avg_loss", "Avg. loss", "Mean result of the losing trades, in cash and as a return." },
    { "best_trade", "Best trade", "The most a trade earned, and the best return." },
    { "worst_trade", "Worst trade", "The most a trade lost, and the worst return." },
    { "win_streak", "Wins in a row", "Longest run of winning trades." },
    { "loss_streak", "Losses in a row", "Longest run of losing trades." },
    { "mae", "Adverse excursion", "Mean of how far prices went against a trade at worst." },
    { "mfe", "Favourable excursion", "Mean of how far prices went in a trade's favour at best." },
  } },
}

local names = {}
for _, group in ipairs(metrics.groups) do
  for _, row in ipairs(group[2]) do names[row[1]] = row end
end

--- Name and sentence of a metric: of one without a row the key, as words, and nothing.
function metrics.name(key)
  local row = names[key]
  if row then return row[2], row[3] end
  return (key:gsub("_", " ")), ""
end

--- The groups for a result, without the rows it does not have.
-- @param keys  ordered list of the result's keys
-- @return list of {title, rows}
function metrics.grouped(keys)
  local present, groups = {}, {}
  for _, key in ipairs(keys) do present[key] = true end
  for _, group in ipairs(metrics.groups) do
    local rows = {}
    for _, row in ipairs(group[2]) do
      if present[row[1]] then rows[#rows + 1] = row end
      present[row[1]], present[row[1] .. "_pct"] = nil, nil
    end
    if #rows > 0 then groups[#groups + 1] = { group[1], rows } end
  end
  local others = {}
  for _, key in ipairs(keys) do
    if present[key] then others[#others + 1] = { key, metrics.name(key) } end
  end
  if #others > 0 then groups[#groups + 1] = { "Other", others } end
  return groups
end

return metrics
