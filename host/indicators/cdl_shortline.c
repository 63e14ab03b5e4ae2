/* cdl_shortline.c -- Short Line Candle.
 *
 *   1   body shorter than usual, short shadows
 *
 * 100 white, -100 black.
 */
#include "indicators/pattern.h"

static inline double cdl_shortline_signal(const tide__candles *c) {
  return with_colour(c, 0, bullish(shorter_body(c, 0) & short_upper(c, 0) & short_lower(c, 0)));
}

TIDE__PATTERN(cdl_shortline, 10, TIDE__MEAN(BODY_10) | TIDE__MEAN(SHADOW_10))

const tide_indicator tide_ind_cdl_shortline = {
  TIDE__PATTERN_ROW(cdl_shortline, "Short Line Candle"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSHORTLINE",
  .out_min = -100,
  .out_max = 100,
};
