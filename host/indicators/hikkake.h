/* hikkake.h -- what comes after a false break-out. */
#pragma once
#include "indicators/candle.h"

enum { TIDE__HIKKAKE_BARS = 4 }; /* the bar itself and three more for a confirmation */

/* up, down: whether a pattern ends at bar k. 100 and -100 where one ends now; 200 and
 * -200 where the close is the first to go beyond the inside bar, up to three bars after
 * the last pattern. */
static inline double tide__hikkake(const tide__candles *c, const tide__truth *up,
                                   const tide__truth *down) {
  tide__truth waits_up = 0; /* for the close to go above the level */
  tide__truth waits_down = 0;
  tide__truth went_up = 0;
  tide__truth went_down = 0;
  double upper = 0.0;
  double under = 0.0;
#pragma GCC unroll 4
  for (int k = TIDE__HIKKAKE_BARS - 1; k >= 0; k--) {
    const tide__truth ends = up[k] | down[k];
    went_up = waits_up & ~ends & above(closes(c, k), upper);
    went_down = waits_down & ~ends & below(closes(c, k), under);
    waits_up = up[k] | (waits_up & ~ends & ~went_up);
    waits_down = down[k] | (waits_down & ~ends & ~went_down);
    upper = choose(up[k], high(c, k + 1), upper);
    under = choose(down[k], low(c, k + 1), under);
  }
  return either(up[0], down[0]) + 2.0 * either(went_up, went_down);
}
