/* cdl_risefall3methods.c -- Rising and Falling Three Methods.
 *
 *   1   white (black), long
 *   2-4 black (white), shorter than usual, each closes below (above) the one before; part of each
 *       body is within the range of 1
 *   5   white (black), long, opens above (below) the close of 4, closes above (below) that of 1
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_risefall3methods_signal(const tide__candles *c) {
  const tide__truth lengths = long_body(c, 4) & shorter_body(c, 3) & shorter_body(c, 2) &
                              shorter_body(c, 1) & long_body(c, 0);
  const tide__truth colours = unlike(c, 4, 3) & alike(c, 3, 2) & alike(c, 2, 1) & unlike(c, 1, 0);
  tide__truth held = lengths & colours;
  for (int k = 1; k <= 3; k++)
    held &= below(bottom(c, k), high(c, 4)) & above(top(c, k), low(c, 4));
  const tide__truth up = white(c, 4) & below(closes(c, 2), closes(c, 3)) &
                         below(closes(c, 1), closes(c, 2)) & above(opens(c, 0), closes(c, 1)) &
                         above(closes(c, 0), closes(c, 4));
  const tide__truth down = black(c, 4) & above(closes(c, 2), closes(c, 3)) &
                           above(closes(c, 1), closes(c, 2)) & below(opens(c, 0), closes(c, 1)) &
                           below(closes(c, 0), closes(c, 4));
  return either(held & up, held & down);
}

TIDE__PATTERN(cdl_risefall3methods, 14, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_risefall3methods = {
  TIDE__PATTERN_ROW(cdl_risefall3methods, "Rising and Falling Three Methods"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLRISEFALL3METHODS",
  .out_min = -100,
  .out_max = 100,
};
