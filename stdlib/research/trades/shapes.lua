--- Trades as other tools export them, told by their columns, in the form of tide's own.
--
-- freqtrade: `trades` of its JSON, or the same columns as CSV; vectorbt:
-- `portfolio.trades.records_readable`; backtesting.py: `stats._trades`.
local csv = require "stdlib.csv"
local json = require "stdlib.json"
local time = require "stdlib.time"

local shapes = {}

local REASONS = { -- of freqtrade
  exit_signal = "signal", sell_signal = "signal", stop_loss = "stop_loss",
  trailing_stop_loss = "stop_loss", stoploss_on_exchange = "stop_loss", roi = "take_profit",
  force_exit = "end_of_data", force_sell = "end_of_data", liquidation = "liquidation",
}

local function number(x)
  x = tonumber(x)
  if x and x == x and math.abs(x) < math.huge then return x end
end

local function truth(x) return x == true or x == "True" or x == "true" or x == "1" or x == 1 end

-- Milliseconds of a text, or of a number of seconds, milli-, micro- or nanoseconds.
local function moment(x)
  local n = number(x)
  if n and n > 1e8 then
    while n < 1e11 do n = n * 1000 end
    while n >= 1e14 do n = n / 1000 end
    return n
  end
  local us = type(x) == "string" and time.parse(x)
  return us and us / 1000
end

local function side_of(is_short) return is_short and "short" or "long" end

local function near(a, b) return a and b and math.abs(a - b) <= 1e-9 * math.abs(b) end

shapes.tools = {
  {
    name = "freqtrade", needs = { "open_date|open_timestamp", "open_rate", "close_rate" },
    read = function(x)
      local amount, entry, exit = number(x.amount), number(x.open_rate), number(x.close_rate)
      local fees = amount and exit and x.fee_open and number(x.fee_open)
        and amount * (entry * number(x.fee_open) + exit * (number(x.fee_close) or 0)) or nil
      return {
        side = side_of(truth(x.is_short)),
        entry_time = moment(x.open_date) or moment(x.open_timestamp),
        exit_time = moment(x.close_date) or moment(x.close_timestamp), entry_price = entry,
        exit_price = exit, quantity = amount, pnl = number(x.profit_abs), fees = fees,
        ["return"] = number(x.profit_ratio), reason = REASONS[x.exit_reason or x.sell_reason],
        open = truth(x.is_open),
      }
    end,
  },
  {
    name = "vectorbt", needs = { "Entry Timestamp", "Avg Entry Price", "Avg Exit Price" },
    read = function(x)
      local entry_fees, exit_fees = number(x["Entry Fees"]), number(x["Exit Fees"])
      return {
        side = side_of(tostring(x.Direction):lower() == "short"),
        entry_time = moment(x["Entry Timestamp"]), exit_time = moment(x["Exit Timestamp"]),
        entry_price = number(x["Avg Entry Price"]), exit_price = number(x["Avg Exit Price"]),
        quantity = number(x.Size), pnl = number(x.PnL), ["return"] = number(x.Return),
        fees = entry_fees and exit_fees and entry_fees + exit_fees,
        open = tostring(x.Status):lower() == "open",
      }
    end,
  },
  {
    name = "backtesting.py", needs = { "Size", "EntryPrice", "ExitPrice", "EntryTime|EntryBar" },
    read = function(x)
      local size, exit = number(x.Size), number(x.ExitPrice)
      local reason = near(exit, number(x.SL)) and "stop_loss"
        or near(exit, number(x.TP)) and "take_profit" or nil
      return {
        side = side_of(size and size < 0), quantity = size and math.abs(size),
        entry_time = moment(x.EntryTime), exit_time = moment(x.ExitTime),
        entry_bar = number(x.EntryBar), exit_bar = number(x.ExitBar),
        entry_price = number(x.EntryPrice), exit_price = exit, pnl = number(x.PnL),
        ["return"] = number(x.ReturnPct), fees = number(x.Commission), reason = reason,
      }
    end,
  },
}

local function has(columns, names)
  for name in names:gmatch "[^|]+" do
    if columns[name] then return true end
  end
  return false
end

local function tool_of(columns, wanted)
  for _, tool in ipairs(shapes.tools) do
    local fits = not wanted or wanted == tool.name
    for _, names in ipairs(tool.needs) do
      if not has(columns, names) then
        if wanted == tool.name then
          return nil, ("no column '%s', which the trades of %s have"):format(
            (names:gsub("|", "' or '")), tool.name)
        end
        fits = false
      end
    end
    if fits then return tool end
  end
  return nil, "its columns are those of no tool that is known: freqtrade has open_date, open_rate "
    .. "and close_rate, vectorbt 'Entry Timestamp' and 'Avg Entry Price', backtesting.py Size, "
    .. "EntryPrice and EntryTime"
end

-- The list of trades somewhere in a JSON document of freqtrade.
local function find_trades(value)
  if type(value) ~= "table" then return nil end
  if type(value[1]) == "table" and value[1].open_rate then return value end
  if type(value.trades) == "table" then return value.trades end
  for _, key in ipairs(json.keys(value) or {}) do
    local found = find_trades(value[key])
    if found then return found end
  end
end

local function rows_of_json(text)
  local document, why = json.decode(text)
  if not document then return nil, why end
  local list = find_trades(document)
  if not list then return nil, "it is JSON without a list of trades" end
  local rows = {}
  for i, one in ipairs(list) do
    rows[i] = {}
    for key, x in pairs(one) do
      if x ~= json.null then rows[i][key] = x end
    end
  end
  return rows
end

local function rows_of_csv(text)
  local read, why = csv.parse(text)
  if not read then return nil, why end
  local rows = {}
  for i, cells in ipairs(read.rows) do
    rows[i] = { line = cells.line }
    for k, name in ipairs(read.header) do
      if cells[k] ~= "" then rows[i][name] = cells[k] end
    end
  end
  local columns = {}
  for _, name in ipairs(read.header) do columns[name] = true end
  return rows, nil, columns
end

local function columns_of(rows)
  local columns = {}
  for name in pairs(rows[1] or {}) do columns[name] = true end
  return columns
end

local NEEDED = { "entry_price", "entry_time", "side" }

-- Bars of a tool that counts them, where it gives no times.
local function place(trade, times)
  for _, name in ipairs { "entry", "exit" } do
    local bar = trade[name .. "_bar"]
    if not trade[name .. "_time"] and bar then trade[name .. "_time"] = times(bar) end
  end
end

--- Read trades.
-- @param text   of the file
-- @param wanted the name of a tool, or nil: by the columns
-- @param times  function(bar) -> milliseconds of its open, for files with bars only
-- @return list of { side, entry_time, entry_price, exit_time, exit_price, quantity, pnl, return,
--   fees, reason, open }, times in milliseconds, what is not known nil, in the order of their
--   entries; the name of the tool. Or nil and a message
function shapes.read(text, wanted, times)
  local read = text:find "^%s*[{%[]" and rows_of_json or rows_of_csv
  local rows, why, columns = read(text)
  if not rows then return nil, why end
  local tool
  tool, why = tool_of(columns or columns_of(rows), wanted)
  if not tool then return nil, why end
  local list = {}
  for i, row in ipairs(rows) do
    local trade = tool.read(row)
    if times then place(trade, times) end
    trade.index = i
    for _, key in ipairs(NEEDED) do
      if not trade[key] then
        return nil, ("%s: this trade has no %s that can be read"):format(
          row.line or ("trade " .. i), (key:gsub("_", " ")))
      end
    end
    list[i] = trade
  end
  table.sort(list, function(a, b)
    if a.entry_time ~= b.entry_time then return a.entry_time < b.entry_time end
    return a.index < b.index
  end)
  return list, tool.name
end

return shapes
