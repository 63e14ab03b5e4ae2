/* cdl_thrusting.c -- Thrusting Pattern.
 *
 *   1   black, long
 *   2   white, opens below the low of 1, closes above its close (by more than equal), at most in
 * the middle of its body
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_thrusting_signal(const tide__candles *c) {
  return bearish(black(c, 1) & long_body(c, 1) & white(c, 0) & below(opens(c, 0), low(c, 1)) &
                 above(closes(c, 0), closes(c, 1) + equal_by(c, 1)) &
                 at_most(closes(c, 0), closes(c, 1) + body(c, 1) * 0.5));
}

TIDE__PATTERN(cdl_thrusting, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_thrusting = {
  TIDE__PATTERN_ROW(cdl_thrusting, "Thrusting Pattern"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLTHRUSTING",
  .out_min = -100,
  .out_max = 0,
};
