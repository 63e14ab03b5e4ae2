/* wilder.h -- the average true range, which several indicators carry along. */
#pragma once
#include "core/nan.h"
#include "indicators/smoothing.h"

/* The mean of the true ranges of bars 1 .. period, smoothed from there on. */
typedef struct {
  double atr, alpha;
  double before; /* close */
  int32_t period, seen;
} tide__atr;

static inline void tide__atr_begin(tide__atr *s, double period) {
  *s = (tide__atr){.alpha = 1.0 / period, .period = (int32_t)period};
}

/* NaN before bar `period`. */
static inline double tide__atr_next(tide__atr *s, double high, double low, double close) {
  const double range = tide__true_range(high, low, s->before);
  s->before = close;
  if (s->seen > s->period) return s->atr += (range - s->atr) * s->alpha;
  if (s->seen++ == 0) return TIDE__NAN;
  s->atr += range;
  if (s->seen <= s->period) return TIDE__NAN;
  return s->atr /= (double)s->period;
}
