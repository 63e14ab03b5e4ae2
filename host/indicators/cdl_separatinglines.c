/* cdl_separatinglines.c -- Separating Lines.
 *
 *   1   black (white)
 *   2   white (black), long, tiny lower (upper) shadow, opens about where 1 does (equal)
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_separatinglines_signal(const tide__candles *c) {
  const tide__truth parts =
    unlike(c, 1, 0) & long_body(c, 0) & about(opens(c, 0), opens(c, 1), equal_by(c, 1));
  return either(parts & white(c, 0) & tiny_lower(c, 0), parts & black(c, 0) & tiny_upper(c, 0));
}

TIDE__PATTERN(cdl_separatinglines, 11,
              TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_separatinglines = {
  TIDE__PATTERN_ROW(cdl_separatinglines, "Separating Lines"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSEPARATINGLINES",
  .out_min = -100,
  .out_max = 100,
};
