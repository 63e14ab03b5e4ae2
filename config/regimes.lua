--- What bull, bear, range, high and low volatility, crisis, boom and recession are: the numbers of
-- docs/reference/regimes.md. A table of your own (--regimes FILE.lua) needs only the keys that
-- differ. Periods count days (candles, where the candles are days; a week is 7 of them).
return {
  -- Bull, bear or range: the weighted mean of four votes from -1 to 1.
  trend = {
    days = 100, -- of the average the close is compared with; whole, 10 to 1000
    slope = 20, -- days over which that average rises or falls; whole, 1 to 500
    full = 1.0, -- how many usual deviations from it are a whole vote; 0.1 to 10
    edge = 0.3, -- votes below this, either way, are a range; above 0, below 1
    confirm = 5, -- days in a row before another regime is believed; whole, 1 to 60
    weights = { -- of the votes; 0 leaves one out, 0 to 100
      position = 1, -- the close against its average
      slope = 1, -- the direction of the average
      drawdown = 1, -- how far the close is below its highest
      breadth = 1, -- how many of the other symbols are above their average
    },
  },

  drawdown = {
    days = 365, -- the highest close of so many days; whole, 20 to 5000
    deep = 1.0, -- usual deviations below it that are a whole vote for bear; 0.1 to 10
  },

  breadth = {
    least = 3, -- symbols below which breadth has no vote; whole, 1 to 1000
    stale = 7, -- days without a candle after which a symbol does not count; whole, 1 to 365
  },

  volatility = {
    usual = 100, -- days of the deviation that is called usual; whole, 10 to 1000
    days = 20, -- of the deviation that is ranked; whole, 5 to 250
    rank = 365, -- days among which it is ranked; whole, 50 to 2000
    high = 80, -- percent of them that are at most as wild: from here on high; above 50, below 100
    low = 20, -- and up to here low; above 0, below 50
  },

  -- A fall that is deep, fast and far beyond what was usual before it.
  crisis = {
    days = 30, -- of the highest close from which it fell; whole, 2 to 365
    fall = 0.20, -- the least fall, a fraction; 0.01 to 0.99
    sigmas = 2.5, -- and how many deviations, as they were before; 0.5 to 20
    hold = 10, -- days for which it lasts after the last such day; whole, 0 to 250
  },

  -- Boom and recession, from a series of the economy (--macro FILE.csv).
  economy = {
    measure = "change", -- "change" (a fraction), "difference" or "level" of the series
    days = 365, -- between the two values of a change or difference; whole, 1 to 5000
    boom = 0.02, -- from here on boom; any number that is not `recession`
    recession = 0.0, -- up to here recession; above `boom` where less is better (unemployment)
    full = 0.02, -- beyond these borders by so much: sure; above 0
    lag = 45, -- days until a value is published, counted from its time; 0 to 1000
    stale = 200, -- days after which the last value says nothing any more; 1 to 5000
  },
}
