/* cdl_gapsidesidewhite.c -- Up and Down Gap Side-by-Side White Lines.
 *
 *   2-3 white, their bodies above (below) that of 1
 *   3   a body near that of 2 in size, opens about where 2 does (equal)
 *
 * 100 after a gap up, -100 after a gap down.
 */
#include "indicators/pattern.h"

static inline double cdl_gapsidesidewhite_signal(const tide__candles *c) {
  const tide__truth lines = white(c, 1) & white(c, 0) &
                            about(body(c, 0), body(c, 1), near_by(c, 1)) &
                            about(opens(c, 0), opens(c, 1), equal_by(c, 1));
  return either(lines & gap_up(c, 1, 2) & gap_up(c, 0, 2),
                lines & gap_down(c, 1, 2) & gap_down(c, 0, 2));
}

TIDE__PATTERN(cdl_gapsidesidewhite, 7, TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_gapsidesidewhite = {
  TIDE__PATTERN_ROW(cdl_gapsidesidewhite, "Up and Down Gap Side-by-Side White Lines"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLGAPSIDESIDEWHITE",
  .out_min = -100,
  .out_max = 100,
};
