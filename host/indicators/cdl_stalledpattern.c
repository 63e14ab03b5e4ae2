/* cdl_stalledpattern.c -- Stalled Pattern.
 *
 *   1-3 white, each closes above the one before
 *   1-2 long
 *   2   tiny upper shadow, opens above the open of 1, within its body or near
 *   3   shorter than usual, opens near where 2 closes or above, give or take its own body
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_stalledpattern_signal(const tide__candles *c) {
  const tide__truth rise = white(c, 2) & white(c, 1) & white(c, 0) &
                           above(closes(c, 1), closes(c, 2)) & above(closes(c, 0), closes(c, 1));
  const tide__truth second = long_body(c, 1) & tiny_upper(c, 1) & above(opens(c, 1), opens(c, 2)) &
                             at_most(opens(c, 1), closes(c, 2) + near_by(c, 2));
  const tide__truth third =
    shorter_body(c, 0) & at_least(opens(c, 0), closes(c, 1) - body(c, 0) - near_by(c, 1));
  return bearish(rise & long_body(c, 2) & second & third);
}

TIDE__PATTERN(cdl_stalledpattern, 12,
              TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_stalledpattern = {
  TIDE__PATTERN_ROW(cdl_stalledpattern, "Stalled Pattern"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSTALLEDPATTERN",
  .out_min = -100,
  .out_max = 0,
};
