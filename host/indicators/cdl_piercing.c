/* cdl_piercing.c -- Piercing Pattern.
 *
 *   1   black, long
 *   2   white, long, opens below the low of 1, closes in the upper half of its body
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_piercing_signal(const tide__candles *c) {
  return bullish(black(c, 1) & long_body(c, 1) & white(c, 0) & long_body(c, 0) &
                 below(opens(c, 0), low(c, 1)) &
                 between(closes(c, 0), closes(c, 1) + body(c, 1) * 0.5, opens(c, 1)));
}

TIDE__PATTERN(cdl_piercing, 11, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_piercing = {
  TIDE__PATTERN_ROW(cdl_piercing, "Piercing Pattern"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLPIERCING",
  .out_min = 0,
  .out_max = 100,
};
