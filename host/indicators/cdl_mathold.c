/* cdl_mathold.c -- Mat Hold.
 *
 *   1   white, long
 *   2   black, shorter than usual, its body above that of 1
 *   3-4 shorter than usual, their bodies begin below the close of 1, by less than penetration
 *       times its body
 *   3   its body below the open of 2
 *   4   its body ends below that of 3
 *   5   white, opens above the close of 4, closes above the highs of 2 to 4
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_mathold_signal(const tide__candles *c) {
  const tide__truth small = shorter_body(c, 3) & shorter_body(c, 2) & shorter_body(c, 1);
  const double floor = closes(c, 4) - penetration(c, 4);
  const tide__truth held =
    between(bottom(c, 2), floor, closes(c, 4)) & between(bottom(c, 1), floor, closes(c, 4));
  const tide__truth falls = below(top(c, 2), opens(c, 3)) & below(top(c, 1), top(c, 2));
  const double highest = higher(higher(high(c, 3), high(c, 2)), high(c, 1));
  return bullish(white(c, 4) & long_body(c, 4) & black(c, 3) & gap_up(c, 3, 4) & small & held &
                 falls & white(c, 0) & above(opens(c, 0), closes(c, 1)) &
                 above(closes(c, 0), highest));
}

TIDE__PATTERN(cdl_mathold, 14, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_mathold = {
  TIDE__PATTERN_ROW(cdl_mathold, "Mat Hold"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLMATHOLD",
  TIDE__PENETRATION(0.5),
  .out_min = 0,
  .out_max = 100,
};
