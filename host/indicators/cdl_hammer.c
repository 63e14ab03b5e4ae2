/* cdl_hammer.c -- Hammer.
 *
 *   2   body shorter than usual, long lower shadow, tiny upper one; its body begins below or near
 *       the low of 1
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_hammer_signal(const tide__candles *c) {
  return bullish(shorter_body(c, 0) & long_lower(c, 0, 1.0) & tiny_upper(c, 0) &
                 at_most(bottom(c, 0), low(c, 1) + near_by(c, 1)));
}

TIDE__PATTERN(cdl_hammer, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_hammer = {
  TIDE__PATTERN_ROW(cdl_hammer, "Hammer"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHAMMER",
  .out_min = 0,
  .out_max = 100,
};
