/* cdl_darkcloudcover.c -- Dark Cloud Cover.
 *
 *   1   white, long
 *   2   black, opens above the high of 1, closes above its open and below its close by more than
 *       penetration times the body of 1
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_darkcloudcover_signal(const tide__candles *c) {
  return bearish(white(c, 1) & long_body(c, 1) & black(c, 0) & above(opens(c, 0), high(c, 1)) &
                 between(closes(c, 0), opens(c, 1), closes(c, 1) - penetration(c, 1)));
}

TIDE__PATTERN(cdl_darkcloudcover, 11, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_darkcloudcover = {
  TIDE__PATTERN_ROW(cdl_darkcloudcover, "Dark Cloud Cover"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLDARKCLOUDCOVER",
  TIDE__PENETRATION(0.5),
  .out_min = -100,
  .out_max = 0,
};
