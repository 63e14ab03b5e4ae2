/* cdl_eveningdojistar.c -- Evening Doji Star.
 *
 *   1   white, long
 *   2   doji, its body above that of 1
 *   3   black, long, closes below the close of 1 by more than penetration times the body of 1
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_eveningdojistar_signal(const tide__candles *c) {
  return bearish(white(c, 2) & long_body(c, 2) & doji(c, 1) & gap_up(c, 1, 2) & black(c, 0) &
                 long_body(c, 0) & below(closes(c, 0), closes(c, 2) - penetration(c, 2)));
}

TIDE__PATTERN(cdl_eveningdojistar, 12, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_eveningdojistar = {
  TIDE__PATTERN_ROW(cdl_eveningdojistar, "Evening Doji Star"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLEVENINGDOJISTAR",
  TIDE__PENETRATION(0.3),
  .out_min = -100,
  .out_max = 0,
};
