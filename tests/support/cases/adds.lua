--- Adding to a position: semantics.md 7, "Adding". Every number is worked out from the text by hand.
local TENTH = { kind = "fixed", value = 0.1 } -- 100 of cash
local UNITS = { kind = "units", value = 10 }

return {
  {
    name = "an add fills at the next open, and the row has the mean price",
    bars = { 10, 10, 20, 20, 20 }, settings = { size = UNITS },
    long = { enter = { 0 }, add = { 1 }, add_max = 1, exit = { 3 } },
    -- 10 at 10 and 10 at 20
    trades = { { entry_bar = 1, exit_bar = 4, signal_bar = 0, entry_price = 15, exit_price = 20, quantity = 20,
      wanted = 10, pnl = 100, ret = 100 / 300, bars = 4, reason = "signal" } },
    equity = { 1000, 1000, 1100, 1100, 1100 },
  },
  {
    name = "an add is sized as an entry, by the equity of its own bar",
    bars = { 10, 10, 20, 20, 20 }, settings = { size = TENTH },
    long = { enter = { 0 }, add = { 2 }, add_max = 1 },
    -- 10 units at 10; E = 1100 at bar 2, so 110 / 20 = 5.5 units more
    trades = { { entry_bar = 1, exit_bar = 4, quantity = 15.5, entry_price = 210 / 15.5, pnl = 100 } },
  },
  {
    name = "at most `max` adds fill, the entry not counted",
    bars = { 10, 10, 10, 10, 10, 10 }, settings = { size = UNITS },
    long = { enter = { 0 }, add = { 1, 2, 3, 4 }, add_max = 2 },
    trades = { { quantity = 30, entry_bar = 1, exit_bar = 5 } },
  },
  {
    name = "an add while flat, on the last bar, or with the exit, is none",
    bars = { 10, 10, 10, 10, 10 }, settings = { size = UNITS },
    long = { enter = { 1 }, add = { 0, 1, 2, 4 }, add_max = 9, exit = { 2 } },
    trades = { { quantity = 10, entry_bar = 2, exit_bar = 3, reason = "signal" } },
  },
  {
    name = "an opposite entry outranks an add",
    bars = { 10, 10, 10, 10 }, settings = { size = UNITS },
    long = { enter = { 0 }, add = { 1 }, add_max = 9 }, short = { enter = { 1 } },
    trades = { { quantity = 10, exit_bar = 2, reason = "reverse" }, { side = "short", quantity = 10, entry_bar = 2 } },
  },
  {
    name = "nothing is added where nothing is left to pay with",
    bars = { 10, 10, 10, 10 }, settings = { size = { kind = "fixed", value = 1 } },
    long = { enter = { 0 }, add = { 1, 2 }, add_max = 9 },
    trades = { { quantity = 100 } },
  },
  {
    name = "an add is cut to what the margin leaves, and counts",
    bars = { 10, 10, 10, 10, 10 }, settings = { size = { kind = "units", value = 60 } },
    long = { enter = { 0 }, add = { 1, 2, 3 }, add_max = 1 },
    trades = { { quantity = 100 } },
  },
  {
    name = "stop and target count from the mean price",
    bars = { 10, 10, 20, { 20, 20, 13, 14 }, 14 }, settings = { size = UNITS },
    long = { enter = { 0 }, add = { 1 }, add_max = 1, stop_loss = 0.1 },
    -- the mean is 15, its stop 13.5; the row has the stop of the entry, 9
    trades = { { entry_price = 15, exit_price = 13.5, exit_bar = 3, stop = 9, reason = "stop_loss", pnl = -30 } },
  },
  {
    name = "a target moves with the mean price",
    bars = { 10, 10, { 12, 12.4, 12, 12 }, { 12, 13, 12, 12 } }, settings = { size = UNITS },
    long = { enter = { 0 }, add = { 1 }, add_max = 1, take_profit = 0.2 },
    -- 12 would have been the target of the entry; of the mean, 11, it is 13.2
    trades = { { entry_price = 11, exit_price = 12, reason = "end_of_data", target = 12 } },
  },
  {
    name = "a partial closes its fraction of all that was entered",
    bars = { 10, 10, 12, { 12, 14, 12, 14 }, 14 }, settings = { size = UNITS },
    long = { enter = { 0 }, add = { 1 }, add_max = 1, partial = { { at = 0.2, close = 0.5 } } },
    -- the mean is 11: half of 20 at 13.2, the rest at 14
    trades = { { entry_price = 11, quantity = 20, exit_price = (132 + 140) / 20, pnl = 52 } },
  },
  {
    name = "--fill close adds at the close",
    bars = { 10, 20, 20, 20 }, settings = { size = UNITS, fill = "close" },
    long = { enter = { 0 }, add = { 0, 1 }, add_max = 9, exit = { 2 } },
    trades = { { entry_bar = 0, exit_bar = 2, entry_price = 15, quantity = 20, exit_price = 20, pnl = 100 } },
    equity = { 1000, 1100, 1100, 1100 },
  },
  {
    name = "an add to a limit entry is a market order",
    bars = { 10, { 10, 10, 8, 9 }, 9, 9, 9 }, settings = { size = UNITS, slippage = 0.1 },
    long = { enter = { 0 }, limit = { 9, 9, 9, 9, 9 }, add = { 1 }, add_max = 1, exit = { 2 } },
    trades = { { entry_bar = 1, entry_price = (90 + 99) / 20, quantity = 20, exit_price = 9 * 0.9, exit_bar = 3,
      maker = true } },
  },
}
