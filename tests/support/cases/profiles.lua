--- What the other tools do differently, as markets of a few bars worked out by
-- hand from semantics.md section 5; `profile` names the tool.
local flat = { 100, 100, 100, 100, 100 }

return {
  {
    name = "backtesting.py: the first possible signal is one bar after the first defined one",
    profile = "backtesting.py", bars = flat, first = 1, long = { enter = { 1, 2 } },
    settings = { cash = 1000 },
    trades = { { signal_bar = 2, entry_bar = 3, quantity = 9 } },
  },
  {
    name = "backtesting.py: whole units; spread on entry only; commission at both ends",
    profile = "backtesting.py", bars = { 100, 100, 100, { 110, 112, 109, 111 }, 112 },
    first = 0, long = { enter = { 1 }, exit = { 2 } },
    settings = { cash = 10000, commission = 0.01, spread = 0.02 },
    -- floor(10000 * (1 - 2^-52) / (102 + 1)) = 97
    trades = { { entry_bar = 2, exit_bar = 3, entry_price = 102, exit_price = 110, quantity = 97,
      fees = 97 * 102 * 0.01 + 97 * 110 * 0.01, pnl = 97 * 8 - 97 * 2.12 } },
  },
  {
    name = "backtesting.py: the stop before the target, also when the open is beyond the target",
    profile = "backtesting.py", bars = { 100, 100, 100, { 112, 113, 80, 100 }, 100 },
    long = { enter = { 1 }, stop_loss = 0.1, take_profit = 0.1 }, settings = { cash = 1000 },
    trades = { { entry_bar = 2, exit_bar = 3, exit_price = 90, reason = "stop_loss" } },
  },
  {
    name = "backtesting.py: at the end positions close at the last bar's open",
    profile = "backtesting.py", bars = { 100, 100, 100, { 104, 108, 100, 108 } },
    long = { enter = { 1 } }, settings = { cash = 1000 },
    trades = { { entry_bar = 2, exit_bar = 3, exit_price = 104, reason = "end_of_data", pnl = 36 } },
    equity = { 1000, 1000, 1000, 1036 },
  },
  {
    name = "backtesting.py: a signal of the last bar fills at its open and stays open",
    profile = "backtesting.py", bars = { 100, 100, 100, { 104, 108, 100, 106 } },
    long = { enter = { 1 } }, short = { enter = { 3 } }, settings = { cash = 1000 },
    trades = { { side = "long", exit_bar = 3, exit_price = 104, pnl = 36 } },
    equity = { 1000, 1000, 1000, 1036 - 9 * 2 },
  },
  {
    name = "backtesting.py: its stop works inside the last bar",
    profile = "backtesting.py", bars = { 100, 100, 100, { 100, 108, 89, 106 } },
    long = { enter = { 3 }, stop_loss = 0.1 }, settings = { cash = 1000 },
    trades = { { signal_bar = 3, entry_bar = 3, exit_bar = 3, exit_price = 90, reason = "stop_loss" } },
  },
  {
    name = "backtesting.py: at the close, fees are in the next mark, the end is the close before the last",
    profile = "backtesting.py", bars = { 100, 100, 110, 120, 130 },
    long = { enter = { 1 } }, settings = { cash = 1000, commission = 0.01, fill = "close" },
    trades = { { entry_bar = 1, exit_bar = 3, entry_price = 100, exit_price = 120, quantity = 9 } },
    equity = { 1000, 1000, 1081, 1171, 1171 - 10.8 },
  },
  {
    name = "backtesting.py: units that the margin does not cover are refused",
    profile = "backtesting.py", bars = { 100, 100, 100, 99, 98 }, long = { enter = { 1, 2 } },
    settings = { cash = 1000, commission = 0.01, size = { kind = "units", value = 10 } },
    trades = { { entry_bar = 3, entry_price = 99, quantity = 10 } },
  },
  {
    name = "backtesting.py: after ruin every mark is 0",
    profile = "backtesting.py", bars = { 100, 100, 100, 250, 90, 90 }, short = { enter = { 1, 3 } },
    settings = { cash = 1000 }, ruined = true,
    trades = { { entry_bar = 2, exit_bar = 3, exit_price = 250, reason = "ruined", pnl = -1350 } },
    equity = { 1000, 1000, 1000, 0, 0, 0 },
  },
  {
    name = "backtesting.py: fees of fills at a close ruin at the next mark",
    profile = "backtesting.py", bars = { 100, 100, 100, 100, 100 }, ruined = true,
    long = { enter = { 1 }, exit = { 2 } },
    settings = { cash = 1000, fee_fixed = 600, fill = "close", size = { kind = "units", value = 1 } },
    trades = { { entry_bar = 1, exit_bar = 2 } }, equity = { 1000, 1000, 400, 0, 0 },
  },
  {
    name = "backtesting.py: a part of the data signals from its second bar on",
    profile = "backtesting.py", bars = { 100, 100, 100, 100, 100, 100 },
    long = { enter = { 2, 3 } }, settings = { cash = 1000, from = (1704067200 + 2 * 3600) * 1e6 },
    trades = { { signal_bar = 3, entry_bar = 4 } },
  },
  {
    name = "vectorbt: fills at the close of the signal bar, sized there, all cash, fractional",
    profile = "vectorbt", bars = { 100, { 100, 101, 99, 100 }, { 100, 105, 100, 104 }, 104 },
    long = { enter = { 1 }, exit = { 2 } }, settings = { cash = 1010, commission = 0.01 },
    trades = { { entry_bar = 1, exit_bar = 2, entry_price = 100, exit_price = 104, quantity = 10,
      fees = 10 + 10.4, pnl = 19.6 } },
  },
  {
    name = "vectorbt: the base of a stop is the close of the entry bar, without slippage",
    profile = "vectorbt", bars = { 100, 100, { 100, 100, 89, 95 }, 95 },
    long = { enter = { 1 }, stop_loss = 0.1 }, settings = { cash = 1000, slippage = 0.01 },
    trades = { { entry_bar = 1, entry_price = 101, exit_bar = 2, exit_price = 90 * 0.99,
      reason = "stop_loss" } },
  },
  {
    name = "vectorbt: the stop before the target",
    profile = "vectorbt", bars = { 100, 100, { 112, 115, 89, 95 }, 95 },
    long = { enter = { 1 }, stop_loss = 0.1, take_profit = 0.1 }, settings = { cash = 1000 },
    trades = { { entry_bar = 1, exit_bar = 2, exit_price = 90, reason = "stop_loss" } },
  },
  {
    name = "vectorbt: a stop suppresses that bar's signals",
    profile = "vectorbt", bars = { 100, 100, { 100, 100, 89, 95 }, 95 },
    long = { enter = { 1, 2 }, stop_loss = 0.1 }, settings = { cash = 1000 },
    trades = { { entry_bar = 1, exit_bar = 2, reason = "stop_loss" } },
  },
  {
    name = "vectorbt: entry and exit on one bar: both ignored",
    profile = "vectorbt", bars = flat, long = { enter = { 1, 2 }, exit = { 2 } },
    settings = { cash = 1000 }, trades = { { entry_bar = 1, exit_bar = 4, reason = "end_of_data" } },
  },
  {
    name = "freqtrade: fills at the next open, sized there, without slippage",
    profile = "freqtrade", bars = { 100, { 80, 81, 79, 80 }, { 90, 91, 89, 90 }, 90 },
    long = { enter = { 0 }, exit = { 1 } }, settings = { cash = 808, commission = 0.01 },
    trades = { { entry_bar = 1, exit_bar = 2, entry_price = 80, exit_price = 90, quantity = 10,
      pnl = 100 - 8 - 9 } },
  },
}
