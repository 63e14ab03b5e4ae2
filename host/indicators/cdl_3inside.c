/* cdl_3inside.c -- Three Inside Up and Down.
 *
 *   1   long, black (white)
 *   2   short, its body within that of 1
 *   3   white (black), closes above (below) the open of 1
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_3inside_signal(const tide__candles *c) {
  const tide__truth inside = long_body(c, 2) & short_body(c, 1) & body_inside(c, 1, 2);
  return either(inside & black(c, 2) & white(c, 0) & above(closes(c, 0), opens(c, 2)),
                inside & white(c, 2) & black(c, 0) & below(closes(c, 0), opens(c, 2)));
}

TIDE__PATTERN(cdl_3inside, 12, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_3inside = {
  TIDE__PATTERN_ROW(cdl_3inside, "Three Inside Up and Down"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL3INSIDE",
  .out_min = -100,
  .out_max = 100,
};
