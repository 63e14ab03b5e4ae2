--- Trades of a run of tide, written the way other tools export theirs.
local json = require "stdlib.json"
local time = require "stdlib.time"

local exports = {}

local function stamp(ms)
  local text = time.format(ms)
  if #text == 10 then text = text .. " 00:00:00" end
  return #text == 16 and text .. ":00" or text
end

local function cell(x)
  if x == nil then return "" end
  local text = type(x) == "number" and ("%.17g"):format(x) or tostring(x)
  return text:find '[,"\n]' and '"' .. text:gsub('"', '""') .. '"' or text
end

local function write(header, rows)
  local lines = { table.concat(header, ",") }
  for i, row in ipairs(rows) do
    local cells = {}
    for k = 1, #header do cells[k] = cell(row[k]) end
    lines[i + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

local REASONS = { signal = "exit_signal", reverse = "exit_signal", take_profit = "roi", end_of_data = "force_exit" }

--- `trades` of freqtrade's backtest result, as CSV with the nested orders that pandas writes.
function exports.freqtrade(trades)
  local rows = {}
  for i, t in ipairs(trades) do
    rows[i] = { "BTC/USDT", t.quantity * t.entry_price, t.quantity, stamp(t.entry_time) .. "+00:00",
      stamp(t.exit_time) .. "+00:00", t.entry_price, t.exit_price, t["return"],
      REASONS[t.exit_reason] or t.exit_reason, t.side == "short" and "True" or "False", "False",
      ([=[[{'amount': %.8f, "ft_order_side": "buy"}, {}]]=]):format(t.quantity) }
  end
  return write({ "pair", "stake_amount", "amount", "open_date", "close_date", "open_rate", "close_rate", "profit_ratio",
    "exit_reason", "is_short", "is_open", "orders" }, rows)
end

--- The same as the JSON of freqtrade.
function exports.freqtrade_json(trades)
  local rows = {}
  for i, t in ipairs(trades) do
    local rate = t.fees / (t.quantity * (t.entry_price + t.exit_price))
    rows[i] = json.object { "pair", "BTC/USDT", "amount", t.quantity, "open_date", stamp(t.entry_time) .. "+00:00",
      "open_timestamp", t.entry_time, "close_date", stamp(t.exit_time) .. "+00:00", "open_rate", t.entry_price,
      "close_rate", t.exit_price, "fee_open", rate, "fee_close", rate, "profit_ratio", t["return"],
      "exit_reason", REASONS[t.exit_reason] or t.exit_reason, "is_short", t.side == "short", "enter_tag", json.null }
  end
  return json.encode(json.object { "strategy", json.object { "X", json.object { "trades", json.array(rows) } } })
end

--- `portfolio.trades.records_readable` of vectorbt.
function exports.vectorbt(trades)
  local rows = {}
  for i, t in ipairs(trades) do
    rows[i] = { i - 1, i - 1, 0, t.quantity, stamp(t.entry_time), t.entry_price, t.fees / 2, stamp(t.exit_time),
      t.exit_price, t.fees / 2, t.pnl, t["return"], t.side == "short" and "Short" or "Long",
      t.exit_reason == "end_of_data" and "Open" or "Closed", i - 1 }
  end
  return write({ "", "Exit Trade Id", "Column", "Size", "Entry Timestamp", "Avg Entry Price", "Entry Fees",
    "Exit Timestamp", "Avg Exit Price", "Exit Fees", "PnL", "Return", "Direction", "Status", "Position Id" }, rows)
end

--- `stats._trades` of backtesting.py.
function exports.backtesting_py(trades)
  local rows = {}
  for i, t in ipairs(trades) do
    rows[i] = { i - 1, t.side == "short" and -t.quantity or t.quantity, t.entry_bar, t.exit_bar, t.entry_price,
      t.exit_price, t.exit_reason == "stop_loss" and t.exit_price or nil, nil, t.pnl, t.fees, t["return"],
      stamp(t.entry_time), stamp(t.exit_time), "1 days", nil }
  end
  return write({ "", "Size", "EntryBar", "ExitBar", "EntryPrice", "ExitPrice", "SL", "TP", "PnL", "Commission",
    "ReturnPct", "EntryTime", "ExitTime", "Duration", "Tag" }, rows)
end

return exports
