/* wilder.h -- the average true range, which several indicators carry along. */
#pragma once
#include "indicators/smoothing.h"

/* Mean of the true ranges of bars 1 .. period. */
static inline double tide__atr_seed(const double *high, const double *low, const double *close,
                                    int32_t period) {
  double sum = 0.0;
  for (int32_t t = 1; t <= period; t++) sum += tide__true_range(high[t], low[t], close[t - 1]);
  return sum / (double)period;
}

static inline double tide__atr_next(double atr, double high, double low, double before,
                                    double alpha) {
  return atr + (tide__true_range(high, low, before) - atr) * alpha;
}

/* Writes y[period .. n-1]; n > period. */
static inline void tide__atr(int32_t n, const double *const *in, int32_t period, double *y) {
  const double *high = in[0];
  const double *low = in[1];
  const double *close = in[2];
  const double alpha = 1.0 / (double)period;
  double atr = y[period] = tide__atr_seed(high, low, close, period);
  for (int32_t t = period + 1; t < n; t++)
    y[t] = atr = tide__atr_next(atr, high[t], low[t], close[t - 1], alpha);
}
