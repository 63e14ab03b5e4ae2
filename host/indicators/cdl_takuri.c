/* cdl_takuri.c -- Takuri (Dragonfly Doji with a Very Long Lower Shadow).
 *
 *   1   doji, tiny upper shadow, lower shadow longer than two bodies
 *
 * 100; what it means depends on the trend.
 */
#include "indicators/pattern.h"

static inline double cdl_takuri_signal(const tide__candles *c) {
  return bullish(doji(c, 0) & tiny_upper(c, 0) & long_lower(c, 0, 2.0));
}

TIDE__PATTERN(cdl_takuri, 10, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_takuri = {
  TIDE__PATTERN_ROW(cdl_takuri, "Takuri (Dragonfly Doji with a Very Long Lower Shadow)"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLTAKURI",
  .out_min = 0,
  .out_max = 100,
};
