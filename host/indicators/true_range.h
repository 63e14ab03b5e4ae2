/* true_range.h -- the true range of a bar, for those who sum it. */
#pragma once
#include "core/nan.h"
#include "indicators/smoothing.h"

typedef struct {
  double before; /* close */
} tide__true_ranges;

static inline void tide__true_ranges_begin(tide__true_ranges *s) { s->before = TIDE__NAN; }

/* NaN for the first bar, and after a bar without a close. */
static inline double tide__true_ranges_next(tide__true_ranges *s, double high, double low,
                                            double close) {
  const double before = s->before;
  s->before = close;
  return before == before ? tide__true_range(high, low, before) : TIDE__NAN;
}
