/* cdl_invertedhammer.c -- Inverted Hammer.
 *
 *   2   body shorter than usual and below that of 1, long upper shadow, tiny lower one
 *
 * 100, bullish.
 */
#include "indicators/pattern.h"

static inline double cdl_invertedhammer_signal(const tide__candles *c) {
  return bullish(shorter_body(c, 0) & long_upper(c, 0, 1.0) & tiny_lower(c, 0) & gap_down(c, 0, 1));
}

TIDE__PATTERN(cdl_invertedhammer, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_invertedhammer = {
  TIDE__PATTERN_ROW(cdl_invertedhammer, "Inverted Hammer"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLINVERTEDHAMMER",
  .out_min = 0,
  .out_max = 100,
};
