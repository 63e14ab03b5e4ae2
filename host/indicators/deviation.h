/* deviation.h -- mean distance from the mean of a sliding window.
 *
 * The mean moves with each bar, so each bar visits the whole window: the one cost here
 * that grows with the period, about 0.1 ns a value. Eight sums run side by side. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/window.h"

typedef struct {
  tide__sums mean;
  tide__window values;
} tide__deviation;

static inline int32_t tide__deviation_bytes(double period) {
  return 2 * tide__window_bytes(period);
}

static inline void *tide__deviation_begin(tide__deviation *s, double period, void *memory) {
  memory = tide__sums_begin(&s->mean, period, memory);
  return tide__window_begin(&s->values, period, memory);
}

/* The sum of |x - mean|, in the order of memory. */
static inline double tide__deviation_sum(const double *x, int32_t n, double mean) {
  enum { LANES = 8 };
  double lane[LANES] = {0};
  int32_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (int k = 0; k < LANES; k++) lane[k] += fabs(x[i + k] - mean);
  for (int k = 0; i < n; i++, k++) lane[k] += fabs(x[i] - mean);
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

/* NaN until the window is whole. */
static inline double tide__deviation_next(tide__deviation *s, double x) {
  tide__window *w = &s->values;
  const double mean = tide__mean_next(&s->mean, x);
  tide__lag_next(w, x);
  if (mean != mean) return TIDE__NAN;
  return tide__deviation_sum(w->kept, w->period, mean) / (double)w->period;
}
