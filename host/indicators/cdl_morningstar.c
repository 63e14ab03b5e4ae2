/* cdl_morningstar.c -- Morning Star.
 *
 *   1   black, long
 *   2   short, its body below that of 1
 *   3   white, long, closes above the close of 1 by more than penetration times the body of 1
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_morningstar_signal(const tide__candles *c) {
  return bullish(black(c, 2) & long_body(c, 2) & short_body(c, 1) & gap_down(c, 1, 2) &
                 white(c, 0) & long_body(c, 0) &
                 above(closes(c, 0), closes(c, 2) + penetration(c, 2)));
}

TIDE__PATTERN(cdl_morningstar, 12, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_morningstar = {
  TIDE__PATTERN_ROW(cdl_morningstar, "Morning Star"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLMORNINGSTAR",
  TIDE__PENETRATION(0.3),
  .out_min = 0,
  .out_max = 100,
};
