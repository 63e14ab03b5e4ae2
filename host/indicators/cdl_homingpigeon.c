/* cdl_homingpigeon.c -- Homing Pigeon.
 *
 *   1   black, long
 *   2   black, short, its body within that of 1
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_homingpigeon_signal(const tide__candles *c) {
  return bullish(black(c, 1) & long_body(c, 1) & black(c, 0) & short_body(c, 0) &
                 body_inside(c, 0, 1));
}

TIDE__PATTERN(cdl_homingpigeon, 11, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_homingpigeon = {
  TIDE__PATTERN_ROW(cdl_homingpigeon, "Homing Pigeon"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLHOMINGPIGEON",
  .out_min = 0,
  .out_max = 100,
};
