--- One sentence on what it does. This comment is shown beside the results.
--
-- Then where it works and where it fails. Copy this file, keep what you need, and
-- run `tide backtest strategies/my_file.lua --data FILE.csv`. Every name is
-- explained in docs/reference/strategy-file.md.
return strategy {
  name = "template",

  -- The candles it trades on. Leave it out to trade on those of the data.
  timeframe = "1h",

  -- What can be tuned: a default first, then the range. Inside `rules` p.NAME is
  -- a plain value. `--param fast=12` sets one.
  params = {
    fast = int { 20, min = 5, max = 100 },
    slow = int { 100, min = 20, max = 400, step = 10 },
    stop = number { 2.5, min = 0.5, max = 6.0 },
    average = choice { "ema", "sma", "wma" },
    shorts = flag { true },
  },

  -- Runs once and describes the rules: it never sees a price. m is the market, its
  -- columns are whole series; p holds the parameters.
  rules = function(m, p)
    -- Columns: prices, indicators, arithmetic. m("1d") is another time frame; its
    -- value at a bar is that of the last day that has closed.
    local fast, slow = ta[p.average](m.close, p.fast), ta[p.average](m.close, p.slow)
    local day = m("1d")
    local distance = (m.close - slow) / ta.atr(m, 14)

    -- Conditions: comparisons of columns, joined with all, any and none. Lua's
    -- own <, and, or, not cannot do it.
    local up = all { fast:above(slow), day.close:above(ta.sma(day.close, 20)) }
    local down = all { fast:below(slow), day.close:below(ta.sma(day.close, 20)) }
    local near = distance:between(-2, 2)
    local london = session { from = "08:00", to = "17:00", tz = "Europe/London" }
    local momentum = any {
      ta.rsi(m.close, 14):crosses_above(50):within(3), -- at one of the last 3 bars
      m.close:rising(2),
    }

    -- latch: true from the first condition until the second.
    local quiet = latch(ta.adx(m, 14):below(20), ta.adx(m, 14):above(30))

    local sides = {
      -- A side: when to enter and leave, where to stop, how much.
      long = {
        enter = all { up, near, london.inside, momentum, none { quiet } },
        exit = fast:crosses_below(slow),
        stop_loss = atr(14) * p.stop,  -- or 0.05 for 5 %, or a price column
        take_profit = 0.10,
        breakeven_at = 0.04,           -- from 4 % profit on the stop is the entry
        partial = { { at = 0.05, close = 0.5 } }, -- half of it at 5 % profit
        max_bars = 240,                -- leave after 240 bars
        size = risk(0.01),             -- lose about 1 % of the equity at the stop
        max_entries = { 2, "1d" },     -- at most two entries a day
      },
    }
    if p.shorts then
      sides.short = {
        enter = all { down, m.close:falling(2):held(2) },
        exit = fast:crosses_above(slow),
        trailing_stop = atr(14) * p.stop,
        limit = m.close + ta.atr(m, 14) * 0.2, limit_bars = 3, -- a better price, or none
        size = 0.5,                    -- half of the equity
      }
    end
    return sides
  end,
}
