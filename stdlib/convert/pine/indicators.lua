--- How Pine Script says each indicator: a text, or a call that gives several values.
--
-- {real} is an input, {period} a parameter; prices are those of the chart, or of the candles that
-- are asked for. What Pine lacks, or defines otherwise, is a function of helpers.pine. Where both
-- define a recursion alike, they may begin it differently: after the warm-up they agree.
local pine = {}

local TABLE = {
  sma = "ta.sma({real}, {period})",
  ema = "ta.ema({real}, {period})",
  wma = "ta.wma({real}, {period})",
  wilders = "ta.rma({real}, {period})",
  dema = "dema({real}, {period})",
  tema = "tema({real}, {period})",
  trima = "trima({real}, {period})",
  hma = "hma({real}, {period})",
  zlema = "zlema({real}, {period})",
  kama = "kama({real}, {period}, {fast}, {slow})",
  t3 = "t3({real}, {period}, {vfactor})",
  alma = "ta.alma({real}, {period}, {offset}, {sigma})",
  vwma = "ta.vwma(close, {period})",
  vwap = "vwap_window({period})",
  midpoint = "(ta.highest({real}, {period}) + ta.lowest({real}, {period})) / 2",
  midprice = "midprice({period})",
  psar = "ta.sar({acceleration}, {acceleration}, {maximum})",
  sar = "ta.sar({acceleration}, {acceleration}, {maximum})",
  bbands = { "ta.bb({real}, {period}, {deviations})", "middle", "upper", "lower" },
  keltner = { "keltner({period}, {multiplier}, {atr_period})", "lower", "middle", "upper" },
  donchian = { "donchian({period})", "lower", "middle", "upper" },
  ichimoku = { "ichimoku({conversion}, {base}, {span}, {displacement})",
    "conversion", "base", "span_a", "span_b" },
  supertrend = { "ta.supertrend({multiplier}, {period})", "supertrend", "direction",
    negative = "direction" },

  rsi = "ta.rsi({real}, {period})",
  macd = { "ta.macd({real}, {fast}, {slow}, {signal})", "macd", "signal", "histogram" },
  stoch = { "stochastic({fastk}, {slowk}, {slowd})", "slowk", "slowd" },
  stochf = { "stochf({fastk}, {fastd})", "fastk", "fastd" },
  stochrsi = { "stochrsi({real}, {period}, {fastk}, {fastd})", "fastk", "fastd" },
  cci = "ta.cci(hlc3, {period})",
  cmo = "cmo({real}, {period})",
  mfi = "ta.mfi(hlc3, {period})",
  willr = "ta.wpr({period})",
  mom = "ta.mom({real}, {period})",
  roc = "ta.roc({real}, {period})",
  rocp = "ta.roc({real}, {period}) / 100",
  rocr = "ta.roc({real}, {period}) / 100 + 1",
  rocr100 = "ta.roc({real}, {period}) + 100",
  adx = { "ta.dmi({period}, {period})", "_plus", "_minus", "adx" },
  plus_di = { "ta.dmi({period}, {period})", "plus_di", "_minus", "_adx" },
  minus_di = { "ta.dmi({period}, {period})", "_plus", "minus_di", "_adx" },
  di = { "ta.dmi({period}, {period})", "plus", "minus", "_adx" },
  dx = "dx({period})",
  adxr = "adxr({period})",
  trix = "trix({real}, {period})",
  ultosc = "ultosc({short}, {medium}, {long})",
  ao = "ao({fast}, {slow})",
  aroon = { "aroon({period})", "down", "up" },
  aroonosc = "aroonosc({period})",
  bop = "(high == low ? 0.0 : (close - open) / (high - low))",
  dpo = "dpo({real}, {period})",
  elder_ray = { "elder_ray({period})", "bull", "bear" },
  tsi = { "tsi({real}, {long}, {short}, {signal})", "tsi", "signal" },
  vortex = { "vortex({period})", "plus", "minus" },
  coppock = "coppock({real}, {period}, {long}, {short})",

  atr = "ta.atr({period})",
  natr = "100 * ta.atr({period}) / close",
  trange = "ta.tr(true)",
  choppiness = "choppiness({period})",
  volatility = "volatility({real}, {period})",
  highest = "ta.highest({real}, {period})",
  lowest = "ta.lowest({real}, {period})",
  highest_index = "-ta.highestbars({real}, {period})",
  lowest_index = "-ta.lowestbars({real}, {period})",
  stddev = "ta.stdev({real}, {period})",
  var = "ta.variance({real}, {period})",
  zscore = "zscore({real}, {period})",
  linreg = "ta.linreg({real}, {period}, 0)",
  linreg_slope = "linreg_slope({real}, {period})",
  tsf = "ta.linreg({real}, {period}, -1)",
  sum = "math.sum({real}, {period})",
  correl = "ta.correlation({real}, {other}, {period})",
  percent_rank = "ta.percentrank({real}, {period})",
  bars_since = "ta.barssince({condition})",
  avgprice = "ohlc4", medprice = "hl2", typprice = "hlc3", wclprice = "hlcc4",

  obv = "ta.obv",
  ad = "ad()",
  adosc = "adosc({fast}, {slow})",
  cmf = "cmf({period})",
  force = "force({period})",
}

--- @return a text with {names}, or { call, names of the values, negative = one with the other
--   sign }; nil when Pine has no way to say it
function pine.find(name) return TABLE[name] end

--- All that can be written, sorted.
function pine.names()
  local list = {}
  for name in pairs(TABLE) do list[#list + 1] = name end
  table.sort(list)
  return list
end

return pine
