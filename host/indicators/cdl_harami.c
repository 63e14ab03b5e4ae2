/* cdl_harami.c -- Harami.
 *
 *   1   black (white), long
 *   2   short, its body within that of 1; 80 where they share an end
 *
 * 100 (80), bullish, or -100 (-80), bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_harami_signal(const tide__candles *c) {
  const tide__truth pair = long_body(c, 1) & short_body(c, 0);
  const tide__truth whole = body_inside(c, 0, 1);
  const tide__truth part = body_covered(c, 0, 1) & ~whole;
  return against_colour(c, 1, when(pair & whole, 100.0) + when(pair & part, 80.0));
}

TIDE__PATTERN(cdl_harami, 11, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_harami = {
  TIDE__PATTERN_ROW(cdl_harami, "Harami"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHARAMI",
  .out_min = -100,
  .out_max = 100,
};
