/* cdl_shootingstar.c -- Shooting Star.
 *
 *   2   body shorter than usual and above that of 1, long upper shadow, tiny lower one
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_shootingstar_signal(const tide__candles *c) {
  return bearish(shorter_body(c, 0) & long_upper(c, 0, 1.0) & tiny_lower(c, 0) & gap_up(c, 0, 1));
}

TIDE__PATTERN(cdl_shootingstar, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_shootingstar = {
  TIDE__PATTERN_ROW(cdl_shootingstar, "Shooting Star"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSHOOTINGSTAR",
  .out_min = -100,
  .out_max = 0,
};
