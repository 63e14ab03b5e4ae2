/* cdl_matchinglow.c -- Matching Low.
 *
 *   1   black
 *   2   black, closes about where 1 does (equal)
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_matchinglow_signal(const tide__candles *c) {
  return bullish(black(c, 1) & black(c, 0) & about(closes(c, 0), closes(c, 1), equal_by(c, 1)));
}

TIDE__PATTERN(cdl_matchinglow, 6, TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_matchinglow = {
  TIDE__PATTERN_ROW(cdl_matchinglow, "Matching Low"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLMATCHINGLOW",
  .out_min = 0,
  .out_max = 100,
};
