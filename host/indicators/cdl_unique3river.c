/* cdl_unique3river.c -- Unique Three River Bottom.
 *
 *   1   black, long
 *   2   black, closes above the close of 1, opens at most at its open; its low below that of 1
 *   3   white, shorter than usual, opens above the low of 2
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_unique3river_signal(const tide__candles *c) {
  return bullish(black(c, 2) & long_body(c, 2) & black(c, 1) & above(closes(c, 1), closes(c, 2)) &
                 at_most(opens(c, 1), opens(c, 2)) & below(low(c, 1), low(c, 2)) & white(c, 0) &
                 shorter_body(c, 0) & above(opens(c, 0), low(c, 1)));
}

TIDE__PATTERN(cdl_unique3river, 12, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_unique3river = {
  TIDE__PATTERN_ROW(cdl_unique3river, "Unique Three River Bottom"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLUNIQUE3RIVER",
  .out_min = 0,
  .out_max = 100,
};
