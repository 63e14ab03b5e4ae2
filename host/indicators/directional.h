/* directional.h -- Wilder's directional movement, for ADX, +DI and -DI.
 *
 * TA-Lib's seed: the sums of bars 1 .. n-1, and bar n is the first to be smoothed. */
#pragma once
#include "indicators/smoothing.h"

#include <stdbool.h>

/* Smoothed sums of the movement up, the movement down and the true range. */
typedef struct {
  double plus, minus, range;
  double keep;             /* 1 - 1 / n, the share the sums keep of themselves */
  double high, low, close; /* of the bar before */
  int32_t period, seen;    /* seen: bars, up to period + 1 */
} tide__directional;

static inline void tide__directional_begin(tide__directional *d, double period) {
  *d = (tide__directional){.keep = 1.0 - 1.0 / period, .period = (int32_t)period};
}

/* Takes a bar; whether the sums are complete, from bar `period` on. */
static inline bool tide__directional_next(tide__directional *d, double high, double low,
                                          double close) {
  const double rise = tide__positive(high - d->high);
  const double fall = tide__positive(d->low - low);
  const double none = 0.0 * (rise + fall); /* a NaN stays */
  const double plus = rise > fall ? rise : none;
  const double minus = fall > rise ? fall : none;
  const double range = tide__true_range(high, low, d->close);
  d->high = high;
  d->low = low;
  d->close = close;
  const bool whole = d->seen >= d->period;
  const double keep = whole ? d->keep : 1.0;
  if (!whole && d->seen++ == 0) return false;
  d->plus = d->plus * keep + plus;
  d->minus = d->minus * keep + minus;
  d->range = d->range * keep + range;
  return whole;
}

/* 100 * movement / range; nothing moved: 0. */
static inline double tide__directional_index(double movement, double range) {
  return range == 0.0 ? 0.0 : 100.0 * (movement / range);
}

/* 100 * |plus - minus| / (plus + minus); `otherwise` where nothing moved. */
static inline double tide__directional_dx(const tide__directional *d, double otherwise) {
  const double sum = d->plus + d->minus;
  return sum == 0.0 ? otherwise : 100.0 * (fabs(d->plus - d->minus) / sum);
}
