/* cdl_sticksandwich.c -- Stick Sandwich.
 *
 *   1   black
 *   2   white, its low above the close of 1
 *   3   black, closes about where 1 does (equal)
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_sticksandwich_signal(const tide__candles *c) {
  return bullish(black(c, 2) & white(c, 1) & black(c, 0) & above(low(c, 1), closes(c, 2)) &
                 about(closes(c, 0), closes(c, 2), equal_by(c, 2)));
}

TIDE__PATTERN(cdl_sticksandwich, 7, TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_sticksandwich = {
  TIDE__PATTERN_ROW(cdl_sticksandwich, "Stick Sandwich"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLSTICKSANDWICH",
  .out_min = 0,
  .out_max = 100,
};
