/* cdl_longleggeddoji.c -- Long-Legged Doji.
 *
 *   1   doji, at least one shadow longer than the body
 *
 * 100; says nothing of a direction.
 */
#include "indicators/pattern.h"

static inline double cdl_longleggeddoji_signal(const tide__candles *c) {
  return bullish(doji(c, 0) & (long_lower(c, 0, 1.0) | long_upper(c, 0, 1.0)));
}

TIDE__PATTERN(cdl_longleggeddoji, 10, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_longleggeddoji = {
  TIDE__PATTERN_ROW(cdl_longleggeddoji, "Long-Legged Doji"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLLONGLEGGEDDOJI",
  .out_min = 0,
  .out_max = 100,
};
