/* cdl_rickshawman.c -- Rickshaw Man.
 *
 *   1   doji, both shadows longer than the body, which is near the middle of the range
 *
 * 100; says nothing of a direction.
 */
#include "indicators/pattern.h"

static inline double cdl_rickshawman_signal(const tide__candles *c) {
  const double middle = low(c, 0) + (high(c, 0) - low(c, 0)) / 2.0;
  return bullish(doji(c, 0) & long_lower(c, 0, 1.0) & long_upper(c, 0, 1.0) &
                 at_most(bottom(c, 0), middle + near_by(c, 0)) &
                 at_least(top(c, 0), middle - near_by(c, 0)));
}

TIDE__PATTERN(cdl_rickshawman, 10, TIDE__MEAN(RANGE_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_rickshawman = {
  TIDE__PATTERN_ROW(cdl_rickshawman, "Rickshaw Man"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLRICKSHAWMAN",
  .out_min = 0,
  .out_max = 100,
};
