--- Limit entries: semantics.md 2. Every number is worked out by hand.
local big = { cash = 10000, commission = 0.01, commission_maker = 0.001, slippage = 0.01 }

return {
  {
    name = "a limit works in the next bar only, strictly through its price",
    bars = { 100, { 99, 100, 95, 99 }, { 99, 100, 94, 99 }, 99 },
    long = { enter = { 0 }, limit = { 95, 0, 0, 0 } }, settings = big, trades = {},
  },
  {
    name = "inside the bar it fills at the limit, as maker, without slippage",
    bars = { 100, { 99, 100, 94, 99 }, { 99, 99, 99, 99 }, 99 },
    long = { enter = { 0 }, exit = { 1 }, limit = { 95, 0, 0, 0 } }, settings = big,
    trades = { { entry_bar = 1, exit_bar = 2, entry_price = 95, exit_price = 98.01, maker = true,
      fees = 10 * 95 * 0.001 + 10 * 98.01 * 0.01, ref = 95, signal_bar = 0 } },
  },
  {
    name = "an open at or below the limit fills there, as taker, without slippage",
    bars = { 100, { 95, 100, 94, 99 }, { 99, 99, 99, 99 }, 99 },
    long = { enter = { 0 }, exit = { 1 }, limit = { 95, 0, 0, 0 } }, settings = big,
    trades = { { entry_bar = 1, entry_price = 95, maker = false,
      fees = 10 * 95 * 0.01 + 10 * 98.01 * 0.01 } },
  },
  {
    name = "after a fill at the open the bar goes on as an entry bar",
    bars = { 100, { 94, 105, 93, 96 }, 96 },
    long = { enter = { 0 }, limit = { 95, 0, 0 }, take_profit = 0.1 }, settings = { cash = 10000 },
    trades = { { entry_bar = 1, entry_price = 94, exit_bar = 1, exit_price = 94 * 1.1,
      reason = "take_profit" } },
  },
  {
    name = "a sell limit: mirrored",
    bars = { 100, { 101, 106, 100, 101 }, 101, { 107, 108, 106, 107 }, 107 },
    short = { enter = { 0, 2 }, exit = { 1 }, limit = { 105, 0, 105, 0, 0 } }, settings = { cash = 10000 },
    trades = {
      { side = "short", entry_bar = 1, entry_price = 105, maker = true, exit_bar = 2, exit_price = 101 },
      { side = "short", entry_bar = 3, entry_price = 107, maker = false },
    },
  },
  {
    name = "limit_bars keeps it working",
    bars = { 100, { 99, 100, 96, 99 }, { 99, 100, 96, 99 }, { 99, 100, 94, 99 }, 99 },
    long = { enter = { 0 }, limit = { 95, 0, 0, 0, 0 }, limit_bars = 3 }, settings = { cash = 10000 },
    trades = { { signal_bar = 0, entry_bar = 3, entry_price = 95 } },
  },
  {
    name = "limit_bars ends it",
    bars = { 100, { 99, 100, 96, 99 }, { 99, 100, 96, 99 }, { 99, 100, 94, 99 }, 99 },
    long = { enter = { 0 }, limit = { 95, 0, 0, 0, 0 }, limit_bars = 2 }, settings = { cash = 10000 },
    trades = {},
  },
  {
    name = "a new entry signal replaces price, quantity and window",
    bars = { 100, { 99, 100, 96, 99 }, { 99, 100, 94, 98 }, { 98, 98, 92, 96 }, 96 },
    long = { enter = { 0, 1 }, limit = { 95, 93, 0, 0, 0 }, limit_bars = 2 },
    settings = { cash = 10000, size = { kind = "cash", value = 930 } },
    trades = { { signal_bar = 1, entry_bar = 3, entry_price = 93, quantity = 10 } },
  },
  {
    name = "an exit signal of the side cancels it",
    bars = { 100, { 99, 100, 96, 99 }, { 99, 100, 94, 98 }, 98 },
    long = { enter = { 0 }, exit = { 1 }, limit = { 95, 0, 0, 0 }, limit_bars = 3 }, trades = {},
    settings = { cash = 10000 },
  },
  {
    name = "an opposite entry cancels it",
    bars = { 100, { 99, 100, 96, 99 }, { 99, 100, 94, 98 }, 98 },
    long = { enter = { 0 }, limit = { 95, 0, 0, 0 }, limit_bars = 3 }, short = { enter = { 1 } },
    settings = { cash = 10000 },
    trades = { { side = "short", entry_bar = 2, entry_price = 99, exit_bar = 3 } },
  },
  {
    name = "after a fill inside the bar: the stop if the low is at or below it, with slippage",
    bars = { 100, { 99, 100, 85, 99 }, 99 },
    long = { enter = { 0 }, limit = { 95, 0, 0 }, stop_loss = 0.1 }, settings = big,
    trades = { { entry_bar = 1, exit_bar = 1, entry_price = 95, exit_price = 95 * 0.9 * 0.99,
      reason = "stop_loss" } },
  },
  {
    name = "after a fill inside the bar: no target that the close is not beyond",
    bars = { 100, { 99, 120, 94, 99 }, 99 },
    long = { enter = { 0 }, limit = { 95, 0, 0 }, take_profit = 0.1 }, settings = { cash = 10000 },
    trades = { { entry_bar = 1, exit_bar = 2, reason = "end_of_data" } },
  },
  {
    name = "after a fill inside the bar: a target that the close is beyond, at its level",
    bars = { 100, { 99, 120, 94, 110 }, 99 },
    long = { enter = { 0 }, limit = { 95, 0, 0 }, take_profit = 0.1,
      partial = { { at = 0.02, close = 0.5 } } },
    settings = { cash = 10000 },
    trades = { { entry_bar = 1, exit_bar = 1, exit_price = (5 * 95 * 1.02 + 5 * 95 * 1.1) / 10,
      reason = "take_profit" } },
  },
  {
    name = "after a fill inside the bar: the trailing best looks at the close",
    bars = { 100, { 99, 120, 94, 100 }, { 100, 100, 91, 95 }, { 95, 95, 89, 90 }, 90 },
    long = { enter = { 0 }, limit = { 95, 0, 0, 0, 0 }, trailing_stop = 0.1 }, settings = { cash = 10000 },
    trades = { { entry_bar = 1, exit_bar = 3, exit_price = 90, reason = "stop_loss", stop = 85.5 } },
  },
  {
    name = "after a fill inside the bar: breakeven looks at the close",
    bars = { 100, { 99, 120, 94, 96 }, { 96, 96, 94, 95 }, 95 },
    long = { enter = { 0 }, limit = { 95, 0, 0, 0 }, breakeven_at = 0.05 }, settings = { cash = 10000 },
    trades = { { entry_bar = 1, exit_bar = 3, reason = "end_of_data" } },
  },
  {
    name = "sized with the bare limit price",
    bars = { 100, { 99, 100, 80, 99 }, 99 },
    long = { enter = { 0 }, limit = { 90, 0, 0 } },
    settings = { cash = 10000, slippage = 0.01, size = { kind = "fixed", value = 0.9 } },
    trades = { { entry_price = 90, quantity = 100, wanted = 100, ref = 90 } },
  },
  {
    name = "a limit that is not defined: the entry does not count",
    bars = { 100, { 99, 100, 80, 99 }, 99 }, long = { enter = { 0 }, limit = { 0 / 0, 0, 0 } }, trades = {},
  },
  {
    name = "a short limit against a long position: the long leaves at the open, the limit works",
    bars = { 100, 100, 100, { 101, 106, 100, 102 }, 102 },
    long = { enter = { 0 } }, short = { enter = { 2 }, limit = { 0, 0, 105, 0, 0 } },
    settings = { cash = 10000 },
    trades = {
      { side = "long", exit_bar = 3, exit_price = 101, reason = "reverse" },
      { side = "short", signal_bar = 2, entry_bar = 3, entry_price = 105 },
    },
  },
}
