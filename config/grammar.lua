--- What `tide generate` and `tide evolve` make strategies of: the default grammar.
--
-- A grammar of your own (--grammar FILE.lua) is a table like this one and only needs the keys
-- that differ. Which indicators there are, what their numbers mean, and from where to where
-- their parameters go is read from the table of indicators (`tide indicators`).
return {
  -- What a strategy trades: weights. "both" has a long and a short side of their own.
  sides = { long = 2, short = 1, both = 1 },

  -- Indicators by name or by group (`tide indicators` lists both), and those left out of them.
  indicators = {
    "overlap", "momentum", "volume", "volatility", "statistic", "price", "cycle", "pattern",
  },
  exclude = {
    "anchored_vwap", -- anchored by hand, at a time
    "mavp", -- its second input is a column of periods
    "sarext", -- eight parameters for what sar says with two
    "macdext", "ma", "apo", "ppo", -- averages by number: the averages themselves are there
    "bars_since", -- takes a condition
    "correl", "beta", -- take two columns
    "volume_profile_poc", -- slow, and vwap says much the same
    "sum", "lag", "fractals", "decay", "edecay", "ewm_var", "var", -- say little on their own
    "avgprice", "medprice", "typprice", "minmax", "minmaxindex", -- are there by other names
    "rocp", "rocr", "rocr100", "plus_di", "minus_di", -- the same
  },

  -- Prices that an indicator of one column is computed of: weights.
  inputs = { close = 8, hl2 = 1, hlc3 = 1, ohlc4 = 1, high = 1, low = 1 },

  -- Bars an indicator looks back over: as many short periods as long ones.
  periods = { min = 3, max = 200 },

  -- Time frames a condition may look at beside the traded one; those that are not coarser than
  -- the traded one are passed over. Used when the traded one is known (--timeframe, --data).
  timeframes = { "4h", "1d" },

  -- Conditions: weights. 0 leaves a kind out.
  conditions = {
    level = 8, -- an oscillator against a number of its range
    cross = 6, -- a price or an average against another
    breakout = 3, -- a price against the extreme of the bars before
    lines = 3, -- two lines of one indicator (macd and its signal)
    own = 3, -- a column against its own average (volume above its mean)
    trend = 2, -- rising or falling for some bars
    sign = 2, -- a difference of prices above or below zero
    pattern = 1, -- a candlestick pattern
  },

  -- How often a condition also ... (a share from 0 to 1)
  modifiers = {
    timeframe = 0.15, -- looks at another time frame
    within = 0.06, -- counts when it held on any of the last bars
    held = 0.04, -- has to hold for some bars
    group = 0.08, -- becomes a group of its own: one of several, or none of them
  },
  -- Bars of within, held and rising.
  bars = { min = 2, max = 10 },

  -- Conditions of an entry, and of an exit signal where there is one.
  entry = { min = 1, max = 4 },
  exit = { min = 1, max = 2 },

  -- How often a side is left by ... (a share from 0 to 1); there is always at least one way out.
  exits = {
    signal = 0.5, stop_loss = 0.6, take_profit = 0.45, trailing_stop = 0.25, time_stop = 0.25,
    breakeven = 0.05,
  },
  -- Where stops stand: { from, to, step }. percent of the entry price, multiples of ATR(14), bars.
  stops = {
    stop_loss = { percent = { 1, 15, 0.5 }, atr = { 1, 6, 0.5 } },
    take_profit = { percent = { 1, 30, 0.5 }, atr = { 1, 10, 0.5 } },
    trailing_stop = { percent = { 1, 15, 0.5 }, atr = { 1, 8, 0.5 } },
    breakeven = { percent = { 1, 10, 0.5 } },
    time_stop = { bars = { 4, 200, 4 } },
  },

  -- Numbers that outputs without a range of their own are compared with: { from, to, step }.
  -- Those with a range use it. An output that stands in neither is never compared with a number.
  levels = {
    cci = { -200, 200, 10 }, roc = { -10, 10, 0.5 },
    natr = { 0.2, 6, 0.1 }, zscore = { -3, 3, 0.1 }, trix = { -0.5, 0.5, 0.02 },
    choppiness = { 20, 80, 1 }, coppock = { -20, 20, 1 }, ["kst.kst"] = { -50, 50, 5 },
    ["fisher.fisher"] = { -3, 3, 0.1 }, mass = { 20, 30, 0.5 }, ulcer = { 0.5, 20, 0.5 },
    vosc = { -50, 50, 5 }, fosc = { -3, 3, 0.1 }, cvi = { -50, 50, 5 },
    drawdown = { 0.01, 0.5, 0.01 }, volatility = { 0.1, 2, 0.05 },
    highest_index = { 0, 30, 1 }, lowest_index = { 0, 30, 1 }, ht_dcperiod = { 8, 48, 2 },
    ["supertrend.direction"] = { 0, 0, 1 }, ["squeeze.on"] = { 0.5, 0.5, 1 },
    ht_trendmode = { 0.5, 0.5, 1 },
    ["vortex.plus"] = { 0.7, 1.3, 0.02 }, ["vortex.minus"] = { 0.7, 1.3, 0.02 },
  },

  -- A strategy is never larger than this. Complexity is defined in docs/reference/generator.md.
  limits = { indicators = 5, conditions = 10, timeframes = 3, complexity = 100 },
}
