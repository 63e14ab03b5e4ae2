/* cdl_hikkake.c -- Hikkake.
 *
 *   2   its range within that of 1
 *   3   high and low below (above) those of 2
 *       confirmed up to three bars later, by a close above the high (below the low) of 2
 *
 * 100, bullish, or -100, bearish; 200 or -200 when confirmed. A bar that ends a new pattern says
 * that, whatever it confirms.
 */
#include "indicators/hikkake.h"
#include "indicators/pattern.h"

static inline double cdl_hikkake_signal(const tide__candles *c) {
  tide__truth up[TIDE__HIKKAKE_BARS];
  tide__truth down[TIDE__HIKKAKE_BARS];
#pragma GCC unroll 4
  for (int k = 0; k < TIDE__HIKKAKE_BARS; k++) {
    const tide__truth inside = range_inside(c, k + 1, k + 2);
    up[k] = inside & below(high(c, k), high(c, k + 1)) & below(low(c, k), low(c, k + 1));
    down[k] = inside & above(high(c, k), high(c, k + 1)) & above(low(c, k), low(c, k + 1));
  }
  return tide__hikkake(c, up, down);
}

TIDE__PATTERN(cdl_hikkake, 5, 0)

const tide_indicator tide_ind_cdl_hikkake = {
  TIDE__PATTERN_ROW(cdl_hikkake, "Hikkake"),
  .source = "D. Chesler, Trading False Moves with the Hikkake Pattern (2004); TA-Lib CDLHIKKAKE",
  .out_min = -200,
  .out_max = 200,
};
