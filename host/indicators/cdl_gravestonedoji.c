/* cdl_gravestonedoji.c -- Gravestone Doji.
 *
 *   1   doji, tiny lower shadow, more than a tiny upper one
 *
 * 100; what it means depends on the trend.
 */
#include "indicators/pattern.h"

static inline double cdl_gravestonedoji_signal(const tide__candles *c) {
  return bullish(doji(c, 0) & tiny_lower(c, 0) & some_upper(c, 0));
}

TIDE__PATTERN(cdl_gravestonedoji, 10, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_gravestonedoji = {
  TIDE__PATTERN_ROW(cdl_gravestonedoji, "Gravestone Doji"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLGRAVESTONEDOJI",
  .out_min = 0,
  .out_max = 100,
};
