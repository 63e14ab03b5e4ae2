/* cdl_2crows.c -- Two Crows.
 *
 *   1   white, long
 *   2   black, its body above that of 1
 *   3   black, opens within the body of 2 and closes within that of 1
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_2crows_signal(const tide__candles *c) {
  return bearish(white(c, 2) & long_body(c, 2) & black(c, 1) & gap_up(c, 1, 2) & black(c, 0) &
                 in_body(opens(c, 0), c, 1) & in_body(closes(c, 0), c, 2));
}

TIDE__PATTERN(cdl_2crows, 12, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_2crows = {
  TIDE__PATTERN_ROW(cdl_2crows, "Two Crows"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL2CROWS",
  .out_min = -100,
  .out_max = 0,
};
