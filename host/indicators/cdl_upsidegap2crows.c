/* cdl_upsidegap2crows.c -- Upside Gap Two Crows.
 *
 *   1   white, long
 *   2   black, short, its body above that of 1
 *   3   black, the body of 2 is within its body, closes above the close of 1
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_upsidegap2crows_signal(const tide__candles *c) {
  return bearish(white(c, 2) & long_body(c, 2) & black(c, 1) & short_body(c, 1) & gap_up(c, 1, 2) &
                 black(c, 0) & body_inside(c, 1, 0) & above(closes(c, 0), closes(c, 2)));
}

TIDE__PATTERN(cdl_upsidegap2crows, 12, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_upsidegap2crows = {
  TIDE__PATTERN_ROW(cdl_upsidegap2crows, "Upside Gap Two Crows"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLUPSIDEGAP2CROWS",
  .out_min = -100,
  .out_max = 0,
};
