/* cdl_hangingman.c -- Hanging Man.
 *
 *   2   body shorter than usual, long lower shadow, tiny upper one; its body begins above or near
 *       the high of 1
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_hangingman_signal(const tide__candles *c) {
  return bearish(shorter_body(c, 0) & long_lower(c, 0, 1.0) & tiny_upper(c, 0) &
                 at_least(bottom(c, 0), high(c, 1) - near_by(c, 1)));
}

TIDE__PATTERN(cdl_hangingman, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_hangingman = {
  TIDE__PATTERN_ROW(cdl_hangingman, "Hanging Man"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHANGINGMAN",
  .out_min = -100,
  .out_max = 0,
};
