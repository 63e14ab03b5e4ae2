/* deviation.h -- mean distance from the mean of a sliding window.
 *
 * The mean moves with each bar, so each bar visits the whole window, from the oldest
 * value to the newest: the one cost here that grows with the period. Of a whole column
 * eight windows are visited side by side. */
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

/* The mean goes to *mean. Both are NaN until the window is whole. */
static inline double tide__deviation_of(tide__deviation *s, double x, double *mean) {
  const tide__window *w = &s->values;
  const double m = tide__mean_next(&s->mean, x);
  *mean = m;
  tide__lag_next(&s->values, x);
  if (w->seen < w->period) return TIDE__NAN;
  double sum = 0.0;
  for (int32_t i = w->i; i < w->period; i++) sum += fabs(w->kept[i] - m);
  for (int32_t i = 0; i < w->i; i++) sum += fabs(w->kept[i] - m);
  return sum / (double)w->period;
}

static inline double tide__deviation_next(tide__deviation *s, double x) {
  double mean;
  return tide__deviation_of(s, x, &mean);
}

/* Whole columns: y [n], NaN before period - 1, of x with the means of its windows.
 * y may be mean, but not x. */
void tide__deviations(int32_t n, const double *x, const double *mean, int32_t period, double *y);
