/* derived_mean.h -- the moving average of a column that is made bar by bar, for whole
 * columns: the bits of tide__mean_next, at the speed of tide__rolling_mean. */
#pragma once
#include "indicators/rolling.h"

#include <string.h>

/* The value of bar t, and what becomes of y[t] and the mean of the window that ends at t. */
typedef double tide__value_at(const double *const *in, int32_t t);
typedef double tide__join(double y, double mean);

static inline void tide__derived_short(int32_t n, const double *const *in, int32_t period,
                                       tide__value_at *at, double *y, tide__join *join) {
  double x[TIDE__CHUNK + TIDE__SHORT] = {0};
  double s[TIDE__CHUNK];
  for (int32_t t = period - 1; t < n; t += TIDE__CHUNK) {
    const int32_t len = n - t < TIDE__CHUNK ? n - t : TIDE__CHUNK;
    for (int32_t i = 0; i < len + period - 1; i++) x[i] = at(in, t - period + 1 + i);
    tide__short_sums(x, period, len, 1.0, 0.0, s);
    for (int32_t i = 0; i < len; i++) y[t + i] = join(y[t + i], x[i] + s[i] / (double)period);
  }
}

/* y [n]: joined with the mean of the last `period` values from bar period - 1 on. */
static inline void tide__derived_mean(int32_t n, const double *const *in, int32_t period,
                                      tide__value_at *at, double *y, tide__join *join) {
  if (period <= TIDE__SHORT) {
    tide__derived_short(n, in, period, at, y, join);
    return;
  }
  double two[2 * TIDE__PERIOD_MAX], s[TIDE__PERIOD_MAX]; /* the block before and this one */
  double *x = two + period;
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    for (int32_t i = 0; i < len; i++) x[i] = at(in, b + i);
    tide__block_sums(x, period, b, len, s);
    for (int32_t i = tide__block_first(period, b); i < len; i++)
      y[b + i] = join(y[b + i], x[0] + s[i] / (double)period);
    memcpy(two, x, (size_t)len * sizeof *x);
  }
}

/* The usual joins: the mean alone, what y has above it. */
static inline double tide__join_mean(double y, double mean) {
  (void)y;
  return mean;
}

static inline double tide__join_difference(double y, double mean) { return y - mean; }
