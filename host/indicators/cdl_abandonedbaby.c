/* cdl_abandonedbaby.c -- Abandoned Baby.
 *
 *   1   black (white), long
 *   2   doji, its range below (above) that of 1
 *   3   white (black), long, its range above (below) that of 2, closes above (below) the close of 1
 *       by more than penetration times the body of 1
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_abandonedbaby_signal(const tide__candles *c) {
  const tide__truth baby = long_body(c, 2) & doji(c, 1) & long_body(c, 0);
  const tide__truth up = black(c, 2) & white(c, 0) & jump_down(c, 1, 2) & jump_up(c, 0, 1) &
                         above(closes(c, 0), closes(c, 2) + penetration(c, 2));
  const tide__truth down = white(c, 2) & black(c, 0) & jump_up(c, 1, 2) & jump_down(c, 0, 1) &
                           below(closes(c, 0), closes(c, 2) - penetration(c, 2));
  return either(baby & up, baby & down);
}

TIDE__PATTERN(cdl_abandonedbaby, 12, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_abandonedbaby = {
  TIDE__PATTERN_ROW(cdl_abandonedbaby, "Abandoned Baby"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLABANDONEDBABY",
  TIDE__PENETRATION(0.3),
  .out_min = -100,
  .out_max = 100,
};
