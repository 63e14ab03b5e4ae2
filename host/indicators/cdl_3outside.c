/* cdl_3outside.c -- Three Outside Up and Down.
 *
 *   1   black (white)
 *   2   white (black), the body of 1 is within its body
 *   3   closes above (below) the close of 2
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_3outside_signal(const tide__candles *c) {
  const tide__truth outside = body_inside(c, 2, 1);
  return either(outside & black(c, 2) & white(c, 1) & above(closes(c, 0), closes(c, 1)),
                outside & white(c, 2) & black(c, 1) & below(closes(c, 0), closes(c, 1)));
}

TIDE__PATTERN(cdl_3outside, 3, 0)

const tide_indicator tide_ind_cdl_3outside = {
  TIDE__PATTERN_ROW(cdl_3outside, "Three Outside Up and Down"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL3OUTSIDE",
  .out_min = -100,
  .out_max = 100,
};
