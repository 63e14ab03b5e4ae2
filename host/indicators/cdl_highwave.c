/* cdl_highwave.c -- High-Wave Candle.
 *
 *   1   body shorter than usual, both shadows longer than two bodies
 *
 * 100 white, -100 black.
 */
#include "indicators/pattern.h"

static inline double cdl_highwave_signal(const tide__candles *c) {
  return with_colour(c, 0,
                     bullish(shorter_body(c, 0) & long_upper(c, 0, 2.0) & long_lower(c, 0, 2.0)));
}

TIDE__PATTERN(cdl_highwave, 10, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_highwave = {
  TIDE__PATTERN_ROW(cdl_highwave, "High-Wave Candle"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHIGHWAVE",
  .out_min = -100,
  .out_max = 100,
};
