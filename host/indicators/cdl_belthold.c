/* cdl_belthold.c -- Belt Hold.
 *
 *   1   long, white with a tiny lower (black with a tiny upper) shadow
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_belthold_signal(const tide__candles *c) {
  return either(long_body(c, 0) & white(c, 0) & tiny_lower(c, 0),
                long_body(c, 0) & black(c, 0) & tiny_upper(c, 0));
}

TIDE__PATTERN(cdl_belthold, 10, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_belthold = {
  TIDE__PATTERN_ROW(cdl_belthold, "Belt Hold"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLBELTHOLD",
  .out_min = -100,
  .out_max = 100,
};
