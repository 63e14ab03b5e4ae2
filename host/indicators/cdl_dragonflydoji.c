/* cdl_dragonflydoji.c -- Dragonfly Doji.
 *
 *   1   doji, tiny upper shadow, more than a tiny lower one
 *
 * 100; what it means depends on the trend.
 */
#include "indicators/pattern.h"

static inline double cdl_dragonflydoji_signal(const tide__candles *c) {
  return bullish(doji(c, 0) & tiny_upper(c, 0) & some_lower(c, 0));
}

TIDE__PATTERN(cdl_dragonflydoji, 10, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_dragonflydoji = {
  TIDE__PATTERN_ROW(cdl_dragonflydoji, "Dragonfly Doji"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLDRAGONFLYDOJI",
  .out_min = 0,
  .out_max = 100,
};
