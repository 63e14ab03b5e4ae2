/* cdl_kicking.c -- Kicking.
 *
 *   1   black (white), long, tiny shadows
 *   2   white (black), long, tiny shadows, its range above (below) that of 1
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_kicking_signal(const tide__candles *c) {
  const tide__truth pair =
    unlike(c, 1, 0) & long_body(c, 1) & tiny_shadows(c, 1) & long_body(c, 0) & tiny_shadows(c, 0);
  return either(pair & black(c, 1) & jump_up(c, 0, 1), pair & white(c, 1) & jump_down(c, 0, 1));
}

TIDE__PATTERN(cdl_kicking, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_kicking = {
  TIDE__PATTERN_ROW(cdl_kicking, "Kicking"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLKICKING",
  .out_min = -100,
  .out_max = 100,
};
