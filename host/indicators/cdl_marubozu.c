/* cdl_marubozu.c -- Marubozu.
 *
 *   1   long, tiny shadows
 *
 * 100 white, -100 black.
 */
#include "indicators/pattern.h"

static inline double cdl_marubozu_signal(const tide__candles *c) {
  return with_colour(c, 0, bullish(long_body(c, 0) & tiny_shadows(c, 0)));
}

TIDE__PATTERN(cdl_marubozu, 10, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_marubozu = {
  TIDE__PATTERN_ROW(cdl_marubozu, "Marubozu"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLMARUBOZU",
  .out_min = -100,
  .out_max = 100,
};
