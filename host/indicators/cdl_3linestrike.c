/* cdl_3linestrike.c -- Three-Line Strike.
 *
 *   1-3 white (black), each closes above (below) the one before
 *   2-3 open within or near the body before
 *   4   black (white), opens above (below) the close of 3, closes below (above) the open of 1
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_3linestrike_signal(const tide__candles *c) {
  const tide__truth lines = alike(c, 3, 2) & alike(c, 2, 1) & unlike(c, 1, 0) &
                            near_body(opens(c, 2), c, 3) & near_body(opens(c, 1), c, 2);
  const tide__truth up = white(c, 1) & above(closes(c, 1), closes(c, 2)) &
                         above(closes(c, 2), closes(c, 3)) & above(opens(c, 0), closes(c, 1)) &
                         below(closes(c, 0), opens(c, 3));
  const tide__truth down = black(c, 1) & below(closes(c, 1), closes(c, 2)) &
                           below(closes(c, 2), closes(c, 3)) & below(opens(c, 0), closes(c, 1)) &
                           above(closes(c, 0), opens(c, 3));
  return either(lines & up, lines & down);
}

TIDE__PATTERN(cdl_3linestrike, 8, TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_3linestrike = {
  TIDE__PATTERN_ROW(cdl_3linestrike, "Three-Line Strike"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL3LINESTRIKE",
  .out_min = -100,
  .out_max = 100,
};
