/* directional.h -- Wilder's directional movement, for ADX, +DI and -DI.
 *
 * TA-Lib's seed: the sums of bars 1 .. n-1, and bar n is the first to be smoothed. */
#pragma once
#include "indicators/smoothing.h"

/* Smoothed sums of upward movement, downward movement and true range. */
typedef struct {
  double plus, minus, range;
} tide__directional;

/* One bar: the old sums keep a share, 1 - 1 / n once the seed is complete. */
static inline void tide__directional_add(tide__directional *d, const double *high,
                                         const double *low, const double *close, int32_t t,
                                         double keep) {
  const double up = high[t] - high[t - 1];
  const double down = low[t - 1] - low[t];
  d->plus = d->plus * keep + (up > down && up > 0.0 ? up : 0.0);
  d->minus = d->minus * keep + (down > up && down > 0.0 ? down : 0.0);
  d->range = d->range * keep + tide__true_range(high[t], low[t], close[t - 1]);
}

static inline tide__directional tide__directional_seed(const double *high, const double *low,
                                                       const double *close, int32_t period) {
  tide__directional d = {0};
  for (int32_t t = 1; t < period; t++) tide__directional_add(&d, high, low, close, t, 1.0);
  return d;
}

/* 100 * movement / range; nothing moved: 0. */
static inline double tide__directional_index(double movement, double range) {
  return range == 0.0 ? 0.0 : 100.0 * (movement / range);
}
