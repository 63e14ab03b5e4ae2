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
