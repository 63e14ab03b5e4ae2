/* cdl_concealbabyswall.c -- Concealing Baby Swallow.
 *
 *   1-4 black
 *   1-2 tiny shadows
 *   3   its body below that of 2, more than a tiny upper shadow, which reaches above the close
 *       of 2
 *   4   the range of 3 is within its range
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_concealbabyswall_signal(const tide__candles *c) {
  const tide__truth fall = black(c, 3) & black(c, 2) & black(c, 1) & black(c, 0);
  return bullish(fall & tiny_shadows(c, 3) & tiny_shadows(c, 2) & gap_down(c, 1, 2) &
                 some_upper(c, 1) & above(high(c, 1), closes(c, 2)) & range_inside(c, 1, 0));
}

TIDE__PATTERN(cdl_concealbabyswall, 13, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_concealbabyswall = {
  TIDE__PATTERN_ROW(cdl_concealbabyswall, "Concealing Baby Swallow"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLCONCEALBABYSWALL",
  .out_min = 0,
  .out_max = 100,
};
