/* totals.h -- plain sums over the windows of a whole column: bit for bit what
 * tide__totals_next of window.h says bar by bar.
 *
 * Blocks, x, b, len and the results as in rolling.h, without its shift. */
#pragma once
#include "indicators/rolling.h"

static inline void tide__block_totals(const double *x, int32_t period, int32_t b, int32_t len,
                                      double *s) {
  double sum = 0.0;
  s[period - 1] = 0.0;
  for (int32_t i = period - 2; i >= 0; i--) s[i] = b ? sum += x[i + 1 - period] : 0.0;
  sum = 0.0;
  for (int32_t i = 0; i < len; i++) {
    sum += x[i];
    s[i] += sum;
  }
}

/* y [n]: the sum of the last `period` values from period - 1 on; before that what there
 * is of it. y may not alias x. */
static inline void tide__rolling_totals(int32_t n, const double *x, int32_t period, double *y) {
  double s[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_totals(x + b, period, b, len, s);
    for (int32_t i = 0; i < len; i++) y[b + i] = s[i];
  }
}
