/* cdl_3whitesoldiers.c -- Three Advancing White Soldiers.
 *
 *   1-3 white, tiny upper shadow, each closes above the one before
 *   2-3 open above the open before, and within its body or near; not far shorter than the one
 * before 3   long
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_3whitesoldiers_signal(const tide__candles *c) {
  const tide__truth soldiers = white(c, 2) & tiny_upper(c, 2) & white(c, 1) & tiny_upper(c, 1) &
                               white(c, 0) & tiny_upper(c, 0);
  const tide__truth rise = above(closes(c, 1), closes(c, 2)) & above(closes(c, 0), closes(c, 1));
  const tide__truth joined =
    above(opens(c, 1), opens(c, 2)) & at_most(opens(c, 1), closes(c, 2) + near_by(c, 2)) &
    above(opens(c, 0), opens(c, 1)) & at_most(opens(c, 0), closes(c, 1) + near_by(c, 1));
  const tide__truth steady = above(body(c, 1), body(c, 2) - far_by(c, 2)) &
                             above(body(c, 0), body(c, 1) - far_by(c, 1)) & long_body(c, 0);
  return bullish(soldiers & rise & joined & steady);
}

TIDE__PATTERN(cdl_3whitesoldiers, 12,
              TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_3whitesoldiers = {
  TIDE__PATTERN_ROW(cdl_3whitesoldiers, "Three Advancing White Soldiers"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDL3WHITESOLDIERS",
  .out_min = 0,
  .out_max = 100,
};
