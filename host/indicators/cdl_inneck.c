/* cdl_inneck.c -- In-Neck.
 *
 *   1   black, long
 *   2   white, opens below the low of 1, closes at its close or slightly above (equal)
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_inneck_signal(const tide__candles *c) {
  return bearish(black(c, 1) & long_body(c, 1) & white(c, 0) & below(opens(c, 0), low(c, 1)) &
                 at_least(closes(c, 0), closes(c, 1)) &
                 at_most(closes(c, 0), closes(c, 1) + equal_by(c, 1)));
}

TIDE__PATTERN(cdl_inneck, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_inneck = {
  TIDE__PATTERN_ROW(cdl_inneck, "In-Neck"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLINNECK",
  .out_min = -100,
  .out_max = 0,
};
