/* derived_mean.h -- the moving average of a column that is made bar by bar, for whole
 * columns: the bits of tide__mean_next, at the speed of tide__rolling_mean. */
#pragma once
#include "indicators/rolling.h"

/* The value of bar t, and what becomes of y[t] and the mean of the window that ends at t. */
typedef double tide__value_at(const double *const *in, int32_t t);
typedef double tide__join(double y, double mean);

/* y [n]: joined with the mean of the last `period` values from bar period - 1 on. A
 * few blocks at a time, as tide__blocks_step says. */
static inline void tide__derived_mean(int32_t n, const double *const *in, int32_t period,
                                      tide__value_at *at, double *y, tide__join *join) {
  double x[2 * TIDE__PERIOD_MAX];
  double mean[2 * TIDE__PERIOD_MAX];
  const int32_t step = tide__blocks_step(period);
  for (int32_t b = 0; b < n; b += step) {
    const int32_t from = b ? b - period : 0;
    const int32_t len = (n - b < step ? n : b + step) - from;
    for (int32_t i = 0; i < len; i++) x[i] = at(in, from + i);
    tide__rolling_mean(len, x, period, mean);
    for (int32_t i = b ? period : period - 1; i < len; i++)
      y[from + i] = join(y[from + i], mean[i]);
  }
}

/* The usual joins: the mean alone, what y has above it. */
static inline double tide__join_mean(double y, double mean) {
  (void)y;
  return mean;
}

static inline double tide__join_difference(double y, double mean) { return y - mean; }
