--- Results for other programs: the JSON document and the CSV of trades.
local backtest = require "stdlib.backtest"
local json = require "stdlib.json"
local settings = require "runtime.settings"
local symbols = require "stdlib.research.symbols"

local document = {}

--- Parameters of a strategy and their values, in the order of the file.
function document.params(strategy)
  local keys, seen = {}, {}
  for _, spec in ipairs(strategy.param_specs or {}) do
    keys[#keys + 1], seen[spec.name] = spec.name, true
  end
  local others = {}
  for name in pairs(strategy.params or {}) do
    if not seen[name] then others[#others + 1] = name end
  end
  table.sort(others)
  for _, name in ipairs(others) do keys[#keys + 1] = name end
  return json.pick(keys, strategy.params or {})
end

local SYMBOL_KEYS = { "symbol", unpack(backtest.trade_keys) }

--- The symbol of a trade: a script may trade several in one run.
local function symbol_of(run, trade)
  return run.symbols and run.symbols[trade.market] or run.symbol
end

local function trades_of(run)
  local rows, several = {}, run.symbols and #run.symbols > 1
  for i, trade in ipairs(run.result.trades) do
    trade.symbol = several and symbol_of(run, trade) or nil
    rows[i] = json.pick(several and SYMBOL_KEYS or backtest.trade_keys, trade)
  end
  return json.array(rows)
end

--- What a run was, for the head of a document.
function document.head(run)
  local result, strategy = run.result, run.strategy
  return json.object {
    "strategy", strategy.name,
    "hash", strategy.hash,
    "symbol", run.symbol,
    "timeframe", result.timeframe,
    "bars", result.bars,
    "from", result.from,
    "to", result.to,
    "params", document.params(strategy),
    "engine", run.engine or "vector",
    "profile", settings.profile(run.settings),
    "settings", json.object(settings.describe(run.settings)),
  }
end

--- The document of one run.
-- @param with_equity  add the equity mark of every bar
function document.of(run, with_equity)
  local result, made = run.result, document.head(run)
  json.put(made, "metrics", json.pick(result.metric_keys, result.metrics))
  json.put(made, "trades", trades_of(run))
  if with_equity then json.put(made, "equity", json.array(result:equity())) end
  return made
end

local function mean_and_median(values)
  if #values == 0 then return nil, nil end
  local sum = 0
  for _, x in ipairs(values) do sum = sum + x end
  table.sort(values)
  local half = math.floor(#values / 2)
  local median = #values % 2 == 1 and values[half + 1] or (values[half] + values[half + 1]) / 2
  return sum / #values, median
end

--- What several runs have in common: how many earned money and beat holding, and
-- the mean and median of each metric over the runs in which it is defined.
-- @return {runs, trades, profitable, beat_buy_hold, mean = {}, median = {},
--   symbols = of stdlib.research.symbols}
function document.aggregate(runs)
  local made = {
    runs = #runs, trades = 0, profitable = 0, beat_buy_hold = 0, mean = {}, median = {},
    symbols = symbols.judge(runs),
  }
  local compared = 0
  for _, run in ipairs(runs) do
    local m = run.result.metrics
    made.trades = made.trades + #run.result.trades
    if (m.total_return or 0) > 0 then made.profitable = made.profitable + 1 end
    if m.total_return and m.buy_hold_return then
      compared = compared + 1
      if m.total_return > m.buy_hold_return then made.beat_buy_hold = made.beat_buy_hold + 1 end
    end
  end
  made.profitable = made.profitable / #runs
  made.beat_buy_hold = compared > 0 and made.beat_buy_hold / compared or nil
  for _, key in ipairs(runs[1].result.metric_keys) do
    local values = {}
    for _, run in ipairs(runs) do values[#values + 1] = run.result.metrics[key] end
    made.mean[key], made.median[key] = mean_and_median(values)
  end
  return made
end

local function matrix_json(matrix, n)
  local rows = {}
  for i = 1, n do rows[i] = json.array(matrix[i], n) end
  return json.array(rows)
end

-- What one strategy on several symbols is judged by: members of the aggregate.
local function put_symbols(object, s)
  local n, ended, names = #s.rows, {}, {}
  for i, row in ipairs(s.rows) do names[i] = row.symbol end
  for i, one in ipairs(s.ended) do
    ended[i] = json.object { "symbol", one.symbol, "to", one.to, "days_before", one.days }
  end
  json.put(object, "symbols", json.array(names))
  json.put(object, "best", s.best)
  json.put(object, "best_share", s.best_share)
  json.put(object, "without_best", json.pick({ "mean_return", "profitable" }, s.without_best))
  json.put(object, "carried", s.carried)
  json.put(object, "correlation", json.object({ "symbols", s.market.mean, "results",
    s.equity.mean, "symbols_matrix", matrix_json(s.market.matrix, n), "results_matrix",
    matrix_json(s.equity.matrix, n) }, 8))
  json.put(object, "effective_symbols", s.effective_symbols)
  json.put(object, "effective_results", s.effective_results)
  json.put(object, "ended", json.array(ended))
  json.put(object, "red_flags", json.array(symbols.red_flags(s)))
  return object
end

--- The document of all runs: of the one, or {results, aggregate}.
function document.all(runs, with_equity)
  if #runs == 1 then return document.of(runs[1], with_equity) end
  local results, sum = {}, document.aggregate(runs)
  for i, run in ipairs(runs) do results[i] = document.of(run, with_equity) end
  local keys = runs[1].result.metric_keys
  sum.mean, sum.median = json.pick(keys, sum.mean), json.pick(keys, sum.median)
  local aggregate = json.pick(
    { "runs", "trades", "profitable", "beat_buy_hold", "mean", "median" }, sum)
  return json.object { "results", json.array(results),
    "aggregate", put_symbols(aggregate, sum.symbols) }
end

--- The document of strategies that are one account.
-- @param account  the result of all
function document.account(runs, account, with_equity)
  local results = {}
  for i, run in ipairs(runs) do results[i] = document.of(run, with_equity) end
  local made = json.object {
    "cash", account.settings.cash,
    "timeframe", account.timeframe,
    "bars", account.bars,
    "from", account.from,
    "to", account.to,
    "metrics", json.pick(account.metric_keys, account.metrics),
  }
  if with_equity then json.put(made, "equity", json.array(account:equity())) end
  return json.object { "results", json.array(results), "account", made }
end

local function csv_cell(value)
  if value == nil then return "" end
  local text = type(value) == "number" and json.number(value) or tostring(value)
  return text:find '[,"\n]' and '"' .. text:gsub('"', '""') .. '"' or text
end

-- What tells the rows of several runs apart.
local function csv_heads(runs)
  local heads, first = {}, runs[1]
  for _, run in ipairs(runs) do
    if run.strategy ~= first.strategy then heads[1] = "strategy" end
  end
  if #runs > 1 or (first.symbols and #first.symbols > 1) then heads[#heads + 1] = "symbol" end
  return heads
end

--- The trades as CSV: the columns of the JSON form, after a strategy when there are several, and a
-- symbol when there are several instruments.
function document.csv(runs)
  local heads, lines = csv_heads(runs), {}
  lines[1] = table.concat({ table.concat(heads, ","), table.concat(backtest.trade_keys, ",") },
    #heads > 0 and "," or "")
  for _, run in ipairs(runs) do
    for _, trade in ipairs(run.result.trades) do
      local cells = {}
      for i, head in ipairs(heads) do
        cells[i] = csv_cell(head == "strategy" and run.strategy.name or symbol_of(run, trade))
      end
      for _, key in ipairs(backtest.trade_keys) do cells[#cells + 1] = csv_cell(trade[key]) end
      lines[#lines + 1] = table.concat(cells, ",")
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

return document
