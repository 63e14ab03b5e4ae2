--- What `tide generate` and `tide evolve` make strategies of: the default grammar.
--
-- A grammar of your own (--grammar FILE.lua) is a table like this one and only needs the keys
-- that differ. Which indicators there are, what their numbers mean, and from where to where
-- their parameters go is read from the table of indicators (`tide indicators`).
return {
  -- What a strategy trades: weights. "both" has a long and a short side of their own.
  sides = { long = 2, short = 1, both = 1 },

  -- Indicators by name or by group (`tide indicators` lists both), and those left out of them: a
  -- grammar of your own leaves out these as well, but what it names in `indicators` by its own
  -- name. The columns of the candles are in the groups price and volume.
  indicators = {
    "overlap", "momentum", "volume", "volatility", "statistic", "price", "cycle", "pattern",
  },
  exclude = {
    "anchored_vwap", -- anchored by hand, at a time
    "mavp", -- its second input is a column of periods
    "bars_since", -- takes a condition
    "correl", "beta", -- take two columns
    "sarext", -- eight parameters for what sar says with two
    "macdext", "macdfix", "ma", "apo", "ppo", -- averages by number: the averages are there
    "psar", "md", "plus_di", "minus_di", "plus_dm", "minus_dm", "rocp", "rocr", "rocr100",
    "minmax", "minmaxindex", "donchian", "avgprice", "medprice", "typprice", "stderr",
    "linreg_intercept", -- say the same as others: sar, avgdev, di, dm, roc, highest, ohlc4, stddev
    "highest_index", "lowest_index", -- aroon says it in percent, whatever the period
    "linreg_angle", -- of a line whose steepness depends on the size of the price
    "sum", "lag", "fractals", "decay", "edecay", "ewm_var", "var", "wclprice", -- say little alone
    "volume_profile_poc", -- slow, and vwap says much the same
    "cdl_3starsinsouth", "cdl_abandonedbaby", "cdl_breakaway", "cdl_concealbabyswall",
    "cdl_kicking", "cdl_kickingbylength", "cdl_mathold", -- not seen once in 100,000 candles of
    -- bitcoin, ether and the euro by the hour and of a stock by the day
  },

  -- How much likelier than the others an indicator is: those that traders look at first. 0 leaves
  -- it out of new conditions, but not out of those that are given (--start).
  weights = {
    rsi = 5, sma = 4, ema = 4, bbands = 3, macd = 3, highest = 3, lowest = 3, adx = 2, cci = 2,
    stoch = 3, roc = 2, mfi = 2, supertrend = 2, keltner = 2, willr = 2, zscore = 2, obv = 2,
    natr = 2, volume = 4,
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

  -- Parameters that are not drawn from their whole range: { from, to, step }. Of the others,
  -- numbers of bars are drawn by `periods` and around their defaults, the rest from half to twice
  -- their default.
  params = {
    ["alma.offset"] = { 0.7, 0.95, 0.05 }, ["alma.sigma"] = { 4, 8, 1 },
    ["bbands.period"] = { 15, 100, 1 }, ["bbands.deviations"] = { 1, 3, 0.25 },
    ["keltner.multiplier"] = { 1, 4, 0.25 }, ["supertrend.multiplier"] = { 1, 6, 0.25 },
    ["squeeze.multiplier"] = { 1.5, 2.5, 0.1 },
    ["squeeze.range"] = { 1, 2, 0.1 }, ["sar.acceleration"] = { 0.01, 0.05, 0.005 },
    ["sar.maximum"] = { 0.1, 0.4, 0.05 }, ["mama.fast"] = { 0.3, 0.7, 0.05 },
    ["mama.slow"] = { 0.02, 0.1, 0.01 }, ["t3.vfactor"] = { 0.5, 0.9, 0.1 },
    ["vidya.alpha"] = { 0.1, 0.4, 0.05 }, ["mcginley.k"] = { 0.6, 1, 0.1 },
    ["schaff.factor"] = { 0.3, 0.7, 0.1 }, ["entropy.bins"] = { 5, 20, 1 },
    ["vwap_session.hour"] = { 0, 0, 1 },
    ["zscore.period"] = { 15, 100, 1 },
    ["mass.period"] = { 20, 30, 1 }, ["drawdown.period"] = { 20, 200, 10 },
  },

  -- Numbers that outputs are compared with: { from, to, step }, or false: none. Outputs with a
  -- range that are not named here use all of it but the ends; those without are only compared
  -- with numbers when they are named.
  levels = {
    adosc = { 0, 0, 1 }, adx = { 10, 50, 1 }, adxr = { 10, 40, 1 }, bop = { -0.8, 0.8, 0.05 },
    cci = { -200, 200, 10 }, choppiness = { 30, 70, 1 }, cmf = { -0.3, 0.3, 0.02 },
    cmo = { -60, 60, 2 }, coppock = { -8, 8, 0.5 }, cvi = { -50, 50, 5 }, di = { 10, 40, 1 },
    drawdown = { 0.01, 0.3, 0.01 }, dx = { 10, 70, 2 }, emv = { 0, 0, 1 },
    entropy = { 0.5, 0.95, 0.01 }, fisher = { -3, 3, 0.1 }, force = { 0, 0, 1 },
    fosc = { -2, 2, 0.1 }, ht_dcperiod = { 8, 48, 2 }, ht_dcphase = { -30, 300, 15 },
    ht_trendmode = { 0.5, 0.5, 1 }, hurst = { 0.3, 0.7, 0.01 }, kst = { -20, 20, 1 },
    kvo = { 0, 0, 1 }, mass = { 22, 28, 0.25 }, mfi = { 15, 85, 1 }, natr = { 0.1, 3, 0.1 },
    roc = { -5, 5, 0.25 }, rsi = { 15, 85, 1 }, rvgi = { -0.4, 0.4, 0.02 },
    ["squeeze.on"] = { 0.5, 0.5, 1 }, ["supertrend.direction"] = { 0, 0, 1 },
    trix = { -0.2, 0.2, 0.01 }, tsi = { -50, 50, 2 }, ulcer = { 0.2, 8, 0.2 },
    ultosc = { 30, 70, 1 }, vhf = { 0.15, 0.7, 0.01 }, vortex = { 0.7, 1.3, 0.02 },
    vosc = { -50, 50, 5 }, zscore = { -3, 3, 0.1 },
  },

  -- A strategy is never larger than this. Complexity is defined in docs/reference/generator.md.
  limits = { indicators = 5, conditions = 10, timeframes = 3, complexity = 100 },
}
