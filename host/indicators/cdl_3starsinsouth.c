/* cdl_3starsinsouth.c -- Three Stars in the South.
 *
 *   1   black, long, with a long lower shadow
 *   2   black, smaller body, opens above the close of 1 but within its range, goes below that
 *       close but not below the low of 1, more than a tiny lower shadow
 *   3   black, short, tiny shadows, its range within that of 2
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_3starsinsouth_signal(const tide__candles *c) {
  const tide__truth first = black(c, 2) & long_body(c, 2) & long_lower(c, 2, 1.0);
  const tide__truth second = black(c, 1) & below(body(c, 1), body(c, 2)) &
                             above(opens(c, 1), closes(c, 2)) & at_most(opens(c, 1), high(c, 2)) &
                             below(low(c, 1), closes(c, 2)) & at_least(low(c, 1), low(c, 2)) &
                             some_lower(c, 1);
  const tide__truth third =
    black(c, 0) & shorter_body(c, 0) & tiny_shadows(c, 0) & range_inside(c, 0, 1);
  return bullish(first & second & third);
}

TIDE__PATTERN(cdl_3starsinsouth, 12, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_3starsinsouth = {
  TIDE__PATTERN_ROW(cdl_3starsinsouth, "Three Stars in the South"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL3STARSINSOUTH",
  .out_min = 0,
  .out_max = 100,
};
