--- What the scripts of the page draw: marked bars, equity and trades of a run.
local json = require "stdlib.json"
local exits = require "stdlib.report.exits"
local pack = require "stdlib.report.pack"
local C = require("stdlib.host").C

local data = {}

local EQUITY_STEP = 1e-6 -- of the initial cash
local LONGEST_REASON = 16

-- Columns of the list of trades. Twelve digits are more than a page shows.
local INTEGERS = { "side", "entry", "exit", "bars", "reason" }
local NUMBERS = { "entryPrice", "exitPrice", "quantity", "pnl", "ret", "fees" }

local function number(x) return x == x and ("%.12g"):format(x) or "null" end

local function trades_of(result)
  local columns, first = {}, result.first
  for _, name in ipairs(INTEGERS) do columns[name] = {} end
  for _, name in ipairs(NUMBERS) do columns[name] = {} end
  for i = 1, result.n_trades do
    local trade = result.trades[i - 1]
    columns.side[i], columns.reason[i], columns.bars[i] = trade.side, trade.reason, trade.bars
    columns.entry[i], columns.exit[i] = trade.entry_bar - first, trade.exit_bar - first
    columns.entryPrice[i] = number(trade.entry_price)
    columns.exitPrice[i] = number(trade.exit_price)
    columns.quantity[i], columns.fees[i] = number(trade.quantity), number(trade.fees)
    columns.pnl[i], columns.ret[i] = number(trade.pnl), number(trade.ret)
  end
  for name, column in pairs(columns) do
    columns[name] = json.verbatim("[" .. table.concat(column, ",") .. "]")
  end
  return columns
end

local function reasons()
  local names = {}
  for reason = 0, LONGEST_REASON do
    if C.tide_exit_reason(reason) == nil then break end
    names[#names + 1] = exits.name(reason)
  end
  return names
end

-- Seconds of a time frame; months, which are negative, as 30 days.
local function step_of(timeframe)
  return timeframe > 0 and timeframe / 1e6 or -timeframe * 30 * 86400
end

-- The price that buy & hold pays. Profiles differ in the bar, so it comes from
-- the metric: the curve and the number cannot disagree.
local function base_of(run, start)
  local held = run.result.metrics.buy_hold_return
  local close = run.candles.cdata.close
  return held and close[run.result.cdata.last] / (1 + held) or close[start]
end

--- A run as a table for html.json. Bars are counted from the first marked one.
function data.of(run)
  local result, candles = run.result.cdata, run.candles.cdata
  local first, last = result.first, result.last
  local n = last - first + 1
  local start = math.max(0, math.min(n - 1, result.start - first))
  return {
    n = n,
    timeframe = run.result.timeframe,
    step = step_of(tonumber(candles.timeframe)),
    cash = run.settings.cash,
    start = start,
    base = base_of(run, first + start),
    times = pack.times(candles.time, first, last),
    candles = pack.candles(candles, first, last),
    equity = pack.column(result.equity, n, run.settings.cash * EQUITY_STEP),
    trades = trades_of(result),
    reasons = reasons(),
  }
end

return data
