/* cdl_tasukigap.c -- Tasuki Gap.
 *
 *   2   white (black), its body above (below) that of 1
 *   3   black (white), a body near that of 2 in size, opens within the body of 2, closes below
 *       (above) it and above (below) the body of 1: within the gap
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_tasukigap_signal(const tide__candles *c) {
  const tide__truth sizes =
    below(fabs(body(c, 1) - body(c, 0)), near_by(c, 1)) & in_body(opens(c, 0), c, 1);
  const tide__truth up =
    gap_up(c, 1, 2) & white(c, 1) & black(c, 0) & between(closes(c, 0), top(c, 2), opens(c, 1));
  const tide__truth down = gap_down(c, 1, 2) & black(c, 1) & white(c, 0) &
                           between(closes(c, 0), opens(c, 1), bottom(c, 2));
  return either(sizes & up, sizes & down);
}

TIDE__PATTERN(cdl_tasukigap, 7, TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_tasukigap = {
  TIDE__PATTERN_ROW(cdl_tasukigap, "Tasuki Gap"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLTASUKIGAP",
  .out_min = -100,
  .out_max = 100,
};
