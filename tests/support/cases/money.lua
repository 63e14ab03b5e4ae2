--- Costs, sizing, funding, liquidation, the end: semantics.md 2.
-- Every number is worked out from the text by hand.
local HOLD = { 100, 100, 110, 110, 110 }

local function sized(size, extra)
  local settings = { cash = 10000, size = size }
  for key, value in pairs(extra or {}) do settings[key] = value end
  return settings
end

local function fixed(f, extra) return sized({ kind = "fixed", value = f }, extra) end

return {
  {
    name = "commission: a rate on notional at each fill",
    bars = HOLD, long = { enter = { 0 }, exit = { 1 } }, settings = { cash = 10000, commission = 0.01 },
    trades = { { fees = 10 * 100 * 0.01 + 10 * 110 * 0.01, pnl = 100 - 21, ret = 79 / 1000 } },
  },
  {
    name = "take profit pays the maker rate",
    bars = HOLD, long = { enter = { 0 }, take_profit = 0.05 },
    settings = { cash = 10000, commission = 0.01, commission_maker = 0.002 },
    trades = { { exit_price = 110, fees = 10 + 1100 * 0.002, reason = "take_profit" } },
  },
  {
    name = "take profit earns a rebate",
    bars = HOLD, long = { enter = { 0 }, take_profit = 0.05 },
    settings = { cash = 10000, commission = 0.01, commission_maker = -0.002 },
    trades = { { exit_price = 110, fees = 10 - 1100 * 0.002, reason = "take_profit" } },
  },
  {
    name = "tiers: the rate of the volume traded before the fill",
    bars = { 100, 100, 100, 100, 100 }, long = { enter = { 0, 2 }, exit = { 1 } },
    settings = { cash = 10000, tiers = { { from = 0, rate = 0.01, maker = 0.01 },
      { from = 1500, rate = 0.001, maker = 0.001 } } },
    trades = { { fees = 10 + 10 }, { fees = 1 + 1 } },
  },
  {
    name = "slippage: a fraction of the price, against you, and half the spread",
    bars = HOLD, long = { enter = { 0 }, exit = { 1 } },
    settings = { cash = 10000, slippage = 0.01, spread = 0.02 },
    trades = { { entry_price = 102, exit_price = 110 * 0.98 } },
  },
  {
    name = "slippage, short",
    bars = HOLD, short = { enter = { 0 }, exit = { 1 } }, settings = { cash = 10000, slippage = 0.01 },
    trades = { { side = "short", entry_price = 99, exit_price = 110 * 1.01 } },
  },
  {
    name = "dynamic slippage: k x ATR(14) / close of the last completed bar",
    bars = HOLD, atr = { 5, 2, 7, 7, 7 }, long = { enter = { 0 }, exit = { 1 } },
    settings = { cash = 10000, slippage_kind = "dynamic", slippage = 0.1 },
    trades = { { ref = 100 * 1.005, entry_price = 100 * 1.005, exit_price = 110 * (1 - 0.1 * 2 / 100) } },
  },
  {
    name = "fixed f: floor((E * f * L - fixed) / (ref * (1 + rate)))",
    bars = { 100, 100, 100 }, long = { enter = { 0 } },
    settings = fixed(0.5, { commission = 0.01, fee_fixed = 4, slippage = 0.01, lot = 0.1 }),
    -- 4996 / (101 * 1.01) = 48.975...
    trades = { { quantity = 48.9, wanted = 48.9, ref = 101, equity = 10000 } },
  },
  {
    name = "cash x in place of E * f * L",
    bars = { 100, 100, 100 }, long = { enter = { 0 } },
    settings = sized({ kind = "cash", value = 2020 }, { commission = 0.01 }),
    trades = { { quantity = 20 } },
  },
  {
    name = "a side's own size goes before the settings'",
    bars = { 100, 100, 100 }, long = { enter = { 0 }, size = { kind = "units", value = 3 } },
    settings = fixed(1), trades = { { quantity = 3 } },
  },
  {
    name = "units are capped by what fixed 1.0 gives",
    bars = { 100, 100, 100 }, long = { enter = { 0 } },
    settings = sized { kind = "units", value = 500 }, trades = { { quantity = 100 } },
  },
  {
    name = "units that do not fit the fill's price are cut there",
    bars = { 100, 125, 125 }, long = { enter = { 0 } }, settings = fixed(1),
    trades = { { wanted = 100, quantity = 80 } },
  },
  {
    name = "risk: (E * f - 2 * fixed) / loss, with costs and slippage on the way out",
    bars = { 100, 100, 100 }, long = { enter = { 0 }, stop_loss = 0.1 },
    settings = sized({ kind = "risk", value = 0.01 },
      { commission = 0.01, slippage = 0.01, fee_fixed = 1, lot = 1e-4 }),
    -- ref 101, out 101 * 0.9 * 0.99 = 89.991, loss 11.009 + 0.01 * 190.991 = 12.91891
    trades = { { quantity = 7.5857 } }, -- 98 / 12.91891 = 7.58577...
  },
  {
    name = "risk, short",
    bars = { 100, 100, 100 }, short = { enter = { 0 }, stop_loss = { price = { 120, 0, 0 } } },
    settings = sized { kind = "risk", value = 0.02 },
    trades = { { side = "short", quantity = 10 } },
  },
  {
    name = "volatility: E * f / ATR(14)",
    bars = { 100, 100, 100 }, atr = { 4, 4, 4 }, long = { enter = { 0 } },
    settings = sized { kind = "volatility", value = 0.01 }, trades = { { quantity = 25 } },
  },
  {
    name = "kelly: fixed 0.01 before there are 50 trades",
    bars = { 100, 100, 100 }, long = { enter = { 0 } },
    settings = sized { kind = "kelly", value = 0.5 }, trades = { { quantity = 1 } },
  },
  {
    name = "confidence multiplies the capped quantity",
    bars = { 100, 100, 100 }, long = { enter = { 0 }, confidence = { 0.25, 1, 1 } },
    settings = sized { kind = "units", value = 500 }, trades = { { quantity = 25 } },
  },
  {
    name = "the drawdown scaler multiplies, too",
    bars = { 100, 100, 95, 100, 100, 100 }, long = { enter = { 0, 3 }, exit = { 1 } },
    settings = fixed(1, { drawdown_scale = 0.1 }),
    -- 100 units lose 5 each: E 9500, drawdown 0.05, half of what fits at 100
    trades = { { quantity = 100, pnl = -500 }, { quantity = 47.5 } },
  },
  {
    name = "leverage",
    bars = { 100, 100, 101 }, long = { enter = { 0 } }, settings = fixed(1, { leverage = 5 }),
    trades = { { quantity = 500, pnl = 500 } },
  },
  {
    name = "funding is paid by what was held just before it: an exit pays, an entry does not",
    bars = { 100, 100, 100, 100 }, funding = { 0, 0.01, 0, 0.02 }, mark = { 100, 100, 100, 90 },
    long = { enter = { 0 }, exit = { 2 } }, settings = { cash = 10000 },
    trades = { { entry_bar = 1, exit_bar = 3, funding = 10 * 90 * 0.02, pnl = -18 } },
    equity = { 10000, 10000, 10000, 9982 },
  },
  {
    name = "funding is received by a short at a positive rate",
    bars = { 100, 100, 100, 100 }, funding = { 0, 0, 0.01, 0 }, mark = { 100, 100, 101, 100 },
    short = { enter = { 0 } }, settings = { cash = 10000 },
    trades = { { side = "short", funding = -10.1, pnl = 10.1 } },
  },
  {
    name = "liquidation, long: where equity equals maintenance, at the open when that is lower",
    bars = { 100, 100, { 95, 95, 90, 92 }, { 60, 61, 59, 60 }, 60 },
    long = { enter = { 0 } }, settings = fixed(1, { leverage = 5 }),
    -- 500 units, cash -40000: p = 40000 / (500 * 0.995) = 80.4020...; the open 60 is below
    trades = { { exit_bar = 3, exit_price = 60, reason = "liquidation", pnl = -20000 } },
    ruined = true,
  },
  {
    name = "liquidation, long: inside the bar, with slippage; the rest goes on trading",
    bars = { 100, 100, { 95, 95, 80, 92 }, 92, 92 },
    long = { enter = { 0, 2 } }, settings = fixed(1, { leverage = 5 }),
    trades = {
      { exit_bar = 2, exit_price = 40000 / (500 * 0.995), reason = "liquidation" },
      { signal_bar = 2, entry_bar = 3 },
    },
  },
  {
    name = "liquidation, short, on the entry bar",
    bars = { 100, { 100, 130, 100, 110 }, 110 }, short = { enter = { 0 } },
    settings = fixed(1, { leverage = 5 }),
    -- cash 60000: p = 60000 / (500 * 1.005) = 119.40...
    trades = { { side = "short", exit_bar = 1, exit_price = 60000 / (500 * 1.005), reason = "liquidation" } },
  },
  {
    name = "a stop nearer than the liquidation price fills first",
    bars = { 100, 100, { 95, 95, 70, 92 }, 92 }, long = { enter = { 0 }, stop_loss = 0.1 },
    settings = fixed(1, { leverage = 5 }),
    trades = { { exit_bar = 2, exit_price = 90, reason = "stop_loss" } },
  },
  {
    name = "end of data: the last close, commission in the last mark, no slippage",
    bars = { 100, 100, { 100, 112, 99, 110 } }, long = { enter = { 0 } },
    settings = { cash = 10000, commission = 0.01, slippage = 0.01 },
    trades = { { exit_bar = 2, entry_price = 101, exit_price = 110, reason = "end_of_data",
      fees = 10.1 + 11 } },
    equity = { 10000, 10000 - 10.1 - 10, 10000 - 10.1 + 90 - 11 },
  },
  {
    name = "equity <= 0: everything closed at the close without slippage, the run ends",
    bars = { { 100, 100, 100, 100, 1 }, { 100, 100, 100, 100, 1 }, { 70, 70, 70, 70, 0 }, { 70, 70, 70, 70, 1 } },
    long = { enter = { 0 } },
    -- nothing fills on a bar without volume, so that the close finds the account empty
    settings = fixed(1, { leverage = 5, require_volume = true, slippage = 0.001 }),
    trades = { { exit_bar = 2, exit_price = 70, reason = "ruined" } },
    last = 2, ruined = true,
  },
  {
    name = "max participation cuts an entry to a share of the bar's volume",
    bars = { { 100, 100, 100, 100, 50 }, { 100, 100, 100, 100, 40 }, { 100, 100, 100, 100, 50 } },
    long = { enter = { 0 } }, settings = { cash = 10000, max_participation = 0.1 },
    trades = { { wanted = 10, quantity = 4 } },
  },
  {
    name = "max participation cuts an exit; the rest leaves at the next open",
    bars = { { 100, 100, 100, 100, 50 }, { 100, 100, 100, 100, 100 }, { 110, 110, 110, 110, 60 },
      { 120, 120, 120, 120, 100 }, { 130, 130, 130, 130, 100 } },
    long = { enter = { 0 }, exit = { 1 } }, settings = { cash = 10000, max_participation = 0.1 },
    trades = { { quantity = 10, exit_bar = 3, exit_price = (6 * 110 + 4 * 120) / 10, reason = "signal",
      bars = 3 } },
  },
  {
    name = "--require-volume carries market orders over bars with zero volume",
    bars = { { 100, 100, 100, 100, 5 }, { 101, 101, 101, 101, 0 }, { 102, 102, 102, 102, 5 },
      { 103, 103, 103, 103, 0 }, { 104, 104, 104, 104, 5 } },
    long = { enter = { 0 }, exit = { 2 } }, settings = { cash = 10000, require_volume = true },
    trades = { { entry_bar = 2, entry_price = 102, exit_bar = 4, exit_price = 104, reason = "signal" } },
  },
  {
    name = "no trade is a result",
    bars = { 100, 100 }, first = 2, long = { enter = { 0 } }, trades = {}, equity = { 1000, 1000 },
  },
}
