/* cdl_tristar.c -- Tristar.
 *
 *   1-3 doji, as measured before 1
 *   2   its body below (above) that of 1
 *   3   its body begins above (ends below) that of 2
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_tristar_signal(const tide__candles *c) {
  const double most = usual(c, TIDE__DOJI_BODY, 2);
  const tide__truth stars =
    at_most(body(c, 2), most) & at_most(body(c, 1), most) & at_most(body(c, 0), most);
  return either(stars & gap_down(c, 1, 2) & above(bottom(c, 0), bottom(c, 1)),
                stars & gap_up(c, 1, 2) & below(top(c, 0), top(c, 1)));
}

TIDE__PATTERN(cdl_tristar, 12, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_tristar = {
  TIDE__PATTERN_ROW(cdl_tristar, "Tristar"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLTRISTAR",
  .out_min = -100,
  .out_max = 100,
};
