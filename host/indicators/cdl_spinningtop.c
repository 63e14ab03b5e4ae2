/* cdl_spinningtop.c -- Spinning Top.
 *
 *   1   body shorter than usual, both shadows longer than it
 *
 * 100 white, -100 black.
 */
#include "indicators/pattern.h"

static inline double cdl_spinningtop_signal(const tide__candles *c) {
  return with_colour(c, 0,
                     bullish(shorter_body(c, 0) & long_upper(c, 0, 1.0) & long_lower(c, 0, 1.0)));
}

TIDE__PATTERN(cdl_spinningtop, 10, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_spinningtop = {
  TIDE__PATTERN_ROW(cdl_spinningtop, "Spinning Top"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSPINNINGTOP",
  .out_min = -100,
  .out_max = 100,
};
