/* cdl_ladderbottom.c -- Ladder Bottom.
 *
 *   1-3 black, each opens and closes below the one before
 *   4   black, more than a tiny upper shadow
 *   5   white, opens above the open of 4, closes above its high
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_ladderbottom_signal(const tide__candles *c) {
  const tide__truth ladder = black(c, 4) & black(c, 3) & black(c, 2) &
                             below(opens(c, 3), opens(c, 4)) & below(opens(c, 2), opens(c, 3)) &
                             below(closes(c, 3), closes(c, 4)) & below(closes(c, 2), closes(c, 3));
  return bullish(ladder & black(c, 1) & some_upper(c, 1) & white(c, 0) &
                 above(opens(c, 0), opens(c, 1)) & above(closes(c, 0), high(c, 1)));
}

TIDE__PATTERN(cdl_ladderbottom, 14, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_ladderbottom = {
  TIDE__PATTERN_ROW(cdl_ladderbottom, "Ladder Bottom"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLLADDERBOTTOM",
  .out_min = 0,
  .out_max = 100,
};
