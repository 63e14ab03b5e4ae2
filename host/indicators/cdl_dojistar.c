/* cdl_dojistar.c -- Doji Star.
 *
 *   1   black (white), long
 *   2   doji, its body below (above) that of 1
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_dojistar_signal(const tide__candles *c) {
  const tide__truth star = long_body(c, 1) & doji(c, 0);
  return either(star & black(c, 1) & gap_down(c, 0, 1), star & white(c, 1) & gap_up(c, 0, 1));
}

TIDE__PATTERN(cdl_dojistar, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_dojistar = {
  TIDE__PATTERN_ROW(cdl_dojistar, "Doji Star"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLDOJISTAR",
  .out_min = -100,
  .out_max = 100,
};
