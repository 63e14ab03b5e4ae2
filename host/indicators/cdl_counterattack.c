/* cdl_counterattack.c -- Counterattack.
 *
 *   1   long, black (white)
 *   2   long, white (black), closes about where 1 does (equal)
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_counterattack_signal(const tide__candles *c) {
  const tide__truth meets = unlike(c, 1, 0) & long_body(c, 1) & long_body(c, 0) &
                            about(closes(c, 0), closes(c, 1), equal_by(c, 1));
  return with_colour(c, 0, bullish(meets));
}

TIDE__PATTERN(cdl_counterattack, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_counterattack = {
  TIDE__PATTERN_ROW(cdl_counterattack, "Counterattack"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLCOUNTERATTACK",
  .out_min = -100,
  .out_max = 100,
};
