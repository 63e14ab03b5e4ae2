/* cdl_engulfing.c -- Engulfing Pattern.
 *
 *   1   black (white)
 *   2   white (black), the body of 1 is within its body; 80 where the bodies share one end
 *
 * 100 (80), bullish, or -100 (-80), bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_engulfing_signal(const tide__candles *c) {
  const tide__truth whole = body_inside(c, 1, 0);
  const tide__truth larger = above(top(c, 0), top(c, 1)) | below(bottom(c, 0), bottom(c, 1));
  const tide__truth part = body_covered(c, 1, 0) & larger & ~whole;
  const tide__truth turns = unlike(c, 1, 0);
  return with_colour(c, 0, when(turns & whole, 100.0) + when(turns & part, 80.0));
}

TIDE__PATTERN(cdl_engulfing, 2, 0)

const tide_indicator tide_ind_cdl_engulfing = {
  TIDE__PATTERN_ROW(cdl_engulfing, "Engulfing Pattern"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLENGULFING",
  .out_min = -100,
  .out_max = 100,
};
