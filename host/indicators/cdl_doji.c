/* cdl_doji.c -- Doji.
 *
 *   1   doji: opens and closes at nearly the same price
 *
 * 100; says nothing of a direction.
 */
#include "indicators/pattern.h"

static inline double cdl_doji_signal(const tide__candles *c) { return bullish(doji(c, 0)); }

TIDE__PATTERN(cdl_doji, 10, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_doji = {
  TIDE__PATTERN_ROW(cdl_doji, "Doji"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLDOJI",
  .out_min = 0,
  .out_max = 100,
};
