/* average.h -- exponential averages, one bar at a time.
 *
 * What comes before the first number is skipped, so an average can be taken of
 * another indicator; a NaN later stays for ever. */
#pragma once
#include "core/nan.h"
#include "indicators/smoothing.h"

/* The plain mean of the first `period` values, then y += (x - y) * alpha. */
typedef struct {
  double y, alpha;
  double first; /* value, of which the sum of the seed is taken */
  int32_t period, seen;
} tide__average;

static inline void tide__average_begin(tide__average *a, double period, double alpha) {
  *a = (tide__average){.alpha = alpha, .period = (int32_t)period};
}

/* y is NaN until `period` values were seen. */
static inline double tide__average_next(tide__average *a, double x) {
  if (a->seen >= a->period) return a->y += (x - a->y) * a->alpha;
  if (a->seen == 0) {
    if (x != x) return TIDE__NAN;
    a->first = x;
    a->y = 0.0;
  } else {
    a->y += x - a->first;
  }
  if (++a->seen < a->period) return TIDE__NAN;
  return a->y = a->first + a->y / (double)a->period;
}

static inline void tide__ema_begin(tide__average *a, double period) {
  tide__average_begin(a, period, tide__ema_alpha(period));
}

/* Wilder's: alpha = 1 / period. */
static inline void tide__wilder_begin(tide__average *a, double period) {
  tide__average_begin(a, period, 1.0 / period);
}
