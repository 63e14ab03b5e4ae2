/* cdl_onneck.c -- On-Neck.
 *
 *   1   black, long
 *   2   white, opens below the low of 1, closes about there (equal)
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_onneck_signal(const tide__candles *c) {
  return bearish(black(c, 1) & long_body(c, 1) & white(c, 0) & below(opens(c, 0), low(c, 1)) &
                 about(closes(c, 0), low(c, 1), equal_by(c, 1)));
}

TIDE__PATTERN(cdl_onneck, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_onneck = {
  TIDE__PATTERN_ROW(cdl_onneck, "On-Neck"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLONNECK",
  .out_min = -100,
  .out_max = 0,
};
