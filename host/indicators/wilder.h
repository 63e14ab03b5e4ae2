/* wilder.h -- the average true range, which several indicators carry along. */
#pragma once
#include "indicators/grouped.h"

#include <stdbool.h>

/* The mean of the true ranges of bars 1 .. period, smoothed from there on. */
typedef struct {
  tide__grouped average;
  double before; /* close */
  bool begun;
} tide__atr;

static inline void tide__atr_begin(tide__atr *s, double period) {
  *s = (tide__atr){0};
  tide__grouped_begin(&s->average, period, 1.0 / period);
}

/* NaN before bar `period`. */
static inline double tide__atr_next(tide__atr *s, double high, double low, double close) {
  const double range = tide__true_range(high, low, s->before);
  const bool begun = s->begun;
  s->before = close;
  s->begun = true;
  if (__builtin_expect(!begun, 0)) return TIDE__NAN;
  return tide__grouped_next(&s->average, range);
}
