/* cdl_longline.c -- Long Line Candle.
 *
 *   1   long, short shadows
 *
 * 100 white, -100 black.
 */
#include "indicators/pattern.h"

static inline double cdl_longline_signal(const tide__candles *c) {
  return with_colour(c, 0, bullish(long_body(c, 0) & short_upper(c, 0) & short_lower(c, 0)));
}

TIDE__PATTERN(cdl_longline, 10, TIDE__MEAN(BODY_10) | TIDE__MEAN(SHADOW_10))

const tide_indicator tide_ind_cdl_longline = {
  TIDE__PATTERN_ROW(cdl_longline, "Long Line Candle"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLLONGLINE",
  .out_min = -100,
  .out_max = 100,
};
