--- Signals and their fills: the first rows of the table of semantics.md 2.
-- Every number is worked out from the text by hand.
local RISE = { 10, { 11, 12, 11, 12 }, { 12, 13, 12, 13 }, { 13, 14, 13, 14 }, 14 }

return {
  {
    name = "entry and exit signals fill at the next open",
    bars = RISE, long = { enter = { 0 }, exit = { 2 } },
    trades = { { side = "long", entry_bar = 1, exit_bar = 3, entry_price = 11, exit_price = 13,
      quantity = 10, pnl = 20, ret = 20 / 110, bars = 3, reason = "signal", signal_bar = 0 } },
    equity = { 1000, 1010, 1020, 1020, 1020 },
  },
  {
    name = "--fill close fills at the close of the signal",
    bars = RISE, long = { enter = { 0 }, exit = { 2 } }, settings = { fill = "close" },
    trades = { { entry_bar = 0, exit_bar = 2, entry_price = 10, exit_price = 13, pnl = 30,
      bars = 3, reason = "signal" } },
    equity = { 1000, 1020, 1030, 1030, 1030 },
  },
  {
    name = "--fill close has its fees in the mark of the signal",
    bars = { 10, 10, 10 }, long = { enter = { 0 }, exit = { 1 } },
    settings = { fill = "close", commission = 0.01 },
    trades = { { entry_bar = 0, exit_bar = 1, fees = 2, pnl = -2 } },
    equity = { 999, 998, 998 },
  },
  {
    name = "--fill close sizes a reverse by the mark before the exit",
    bars = { 10, 10, 10 }, long = { enter = { 0 } }, short = { enter = { 1 } },
    settings = { fill = "close", commission = 0.01, size = { kind = "fixed", value = 0.5 } },
    -- 49.5049504 units; the exit at 10 costs 4.95; E is 995.0495, not 990.099
    trades = {
      { entry_bar = 0, exit_bar = 1, quantity = 49.50495049, reason = "reverse" },
      { side = "short", entry_bar = 1, exit_bar = 2, equity = 1000 - 4.950495049,
        quantity = 49.25987648, reason = "end_of_data" },
    },
  },
  {
    name = "--fill close: stops begin with the next bar",
    bars = { { 10, 10, 5, 10 }, { 10, 10, 8.5, 9 }, 9 },
    long = { enter = { 0 }, stop_loss = 0.1 }, settings = { fill = "close" },
    trades = { { entry_bar = 0, exit_bar = 1, exit_price = 9, reason = "stop_loss", pnl = -10 } },
  },
  {
    name = "--fill close: the next bar is no entry bar, its open may meet the target first",
    bars = { 10, { 12, 12, 8, 9 }, 9 },
    long = { enter = { 0 }, stop_loss = 0.1, take_profit = 0.1 }, settings = { fill = "close" },
    trades = { { entry_bar = 0, exit_bar = 1, exit_price = 12, reason = "take_profit" } },
  },
  {
    name = "--fill close: max_bars counts from the next bar",
    bars = { 10, 11, 12, 13, 14 }, long = { enter = { 0 }, max_bars = 2 },
    settings = { fill = "close" },
    trades = { { entry_bar = 0, exit_bar = 2, exit_price = 12, reason = "time_stop", bars = 3 } },
  },
  {
    name = "no signal counts before every column is defined",
    bars = RISE, first = 2, long = { enter = { 0, 1, 2 } },
    trades = { { signal_bar = 2, entry_bar = 3, exit_bar = 4, reason = "end_of_data" } },
  },
  {
    name = "--settle waits for the warm-up",
    bars = RISE, first = 0, settled = 3, long = { enter = { 0, 1, 2, 3 } },
    settings = { settle = true },
    trades = { { signal_bar = 3, entry_bar = 4 } },
  },
  {
    name = "entry and exit of one side on one bar: the entry does not count",
    bars = RISE, long = { enter = { 0 }, exit = { 0 } }, trades = {},
  },
  {
    name = "entry and exit of one side on one bar: its position exits",
    bars = RISE, long = { enter = { 0, 1 }, exit = { 1 } },
    trades = { { entry_bar = 1, exit_bar = 2, reason = "signal" } },
  },
  {
    name = "both entries on one bar while flat: no trade",
    bars = RISE, long = { enter = { 0 } }, short = { enter = { 0 } }, trades = {},
  },
  {
    name = "both entries on one bar: own-side exits cancel first",
    bars = RISE, long = { enter = { 0 }, exit = { 0 } }, short = { enter = { 0 } },
    trades = { { side = "short", entry_bar = 1, exit_bar = 4, entry_price = 11, exit_price = 14,
      pnl = -30 } },
  },
  {
    name = "an opposite entry closes and opens at the same open",
    bars = RISE, long = { enter = { 0 } }, short = { enter = { 2 } },
    trades = {
      { side = "long", entry_bar = 1, exit_bar = 3, exit_price = 13, reason = "reverse", pnl = 20 },
      { side = "short", entry_bar = 3, exit_bar = 4, entry_price = 13, exit_price = 14, pnl = -10 },
    },
  },
  {
    name = "both entries while long: the short one reverses",
    bars = RISE, long = { enter = { 0, 2 } }, short = { enter = { 2 } },
    trades = { { side = "long", exit_bar = 3, reason = "reverse" }, { side = "short", entry_bar = 3 } },
  },
  {
    name = "a simultaneous opposite entry outranks the exit signal",
    bars = RISE, long = { enter = { 0 }, exit = { 2 } }, short = { enter = { 2 } },
    trades = { { side = "long", exit_bar = 3, reason = "reverse" }, { side = "short", entry_bar = 3 } },
  },
  {
    name = "an opposite entry that its own exit cancels does not reverse",
    bars = RISE, long = { enter = { 0 } }, short = { enter = { 2 }, exit = { 2 } },
    trades = { { side = "long", exit_bar = 4, reason = "end_of_data" } },
  },
  {
    name = "--hedging keeps both",
    bars = RISE, long = { enter = { 0 }, exit = { 3 } }, short = { enter = { 1 } },
    settings = { hedging = true },
    trades = {
      { side = "long", entry_bar = 1, exit_bar = 4, pnl = 30, reason = "signal" },
      { side = "short", entry_bar = 2, exit_bar = 4, pnl = -20, reason = "end_of_data" },
    },
  },
  {
    name = "an entry while already in that side is ignored",
    bars = RISE, long = { enter = { 0, 1, 2 } },
    trades = { { entry_bar = 1, exit_bar = 4, quantity = 10 } },
  },
  {
    name = "a signal on the last bar is ignored",
    bars = RISE, long = { enter = { 4 } }, trades = {},
  },
  {
    name = "a signal on the last bar is ignored with --fill close too",
    bars = RISE, long = { enter = { 0, 4 }, exit = { 4 } }, settings = { fill = "close" },
    trades = { { entry_bar = 0, exit_bar = 4, reason = "end_of_data" } },
  },
  {
    name = "after a stop inside the bar, its close may signal again",
    bars = { 10, { 10, 10, 8, 9 }, 9, 9 }, long = { enter = { 0, 1 }, stop_loss = 0.1 },
    trades = {
      { entry_bar = 1, exit_bar = 1, entry_price = 10, exit_price = 9, reason = "stop_loss", bars = 1 },
      { signal_bar = 1, entry_bar = 2, exit_bar = 3, entry_price = 9 },
    },
  },
  {
    name = "a level that is not defined at the signal: the entry does not count",
    bars = RISE, long = { enter = { 0, 1 }, stop_loss = { price = { 0 / 0, 5, 5, 5, 5 } } },
    trades = { { signal_bar = 1, entry_bar = 2, stop = 5 } },
  },
  {
    name = "--from and --to bound the bars that trade and are marked",
    bars = { 10, 11, 12, 13, 14, 15 }, long = { enter = { 0, 1, 2 } }, settings = { from = 2, to = 5 },
    trades = { { signal_bar = 2, entry_bar = 3, exit_bar = 4, entry_price = 13, exit_price = 14 } },
    equity = { 1000, 1000, 1010 },
  },
  {
    name = "max_entries counts the fills of a period, by the bar that would fill",
    -- hours 22, 23 of Monday, then 0 and 1 of Tuesday
    bars = { 10, 10, 10, 10, 10, 10, 10 }, times = { 20, 21, 22, 23, 24, 25, 26 },
    long = { enter = { 0, 2, 3 }, exit = { 1, 4 }, max_entries = { count = 1, period = 86400e6 } },
    trades = {
      { signal_bar = 0, entry_bar = 1, exit_bar = 2 }, { signal_bar = 3, entry_bar = 4, exit_bar = 5 },
    },
  },
}
