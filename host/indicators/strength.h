/* strength.h -- Wilder's averages of rises and falls, one bar at a time. */
#pragma once
#include "core/nan.h"
#include "indicators/smoothing.h"

typedef struct {
  double before, rise, fall, share, alpha;
  int32_t period, seen; /* seen: changes, up to period, plus the first value */
} tide__strength;

static inline void tide__strength_begin(tide__strength *s, double period) {
  *s = (tide__strength){.share = TIDE__NAN, .alpha = 1.0 / period, .period = (int32_t)period};
}

/* The share of the rises, 0 .. 1, NaN until there are `period` changes. Values that
 * never moved have no direction: 0.5. A value without a change keeps the share to the
 * last bit, as both averages shrink alike. */
static inline double tide__strength_next(tide__strength *s, double x) {
  if (s->seen == 0) {
    if (x != x) return TIDE__NAN;
    s->before = x;
    s->seen = 1;
    return TIDE__NAN;
  }
  const double d = x - s->before;
  const double rise = tide__positive(d);
  s->before = x;
  if (s->seen <= s->period) {
    s->rise += rise;
    s->fall += rise - d;
    if (s->seen++ < s->period) return TIDE__NAN;
    s->rise /= (double)s->period;
    s->fall /= (double)s->period;
  } else {
    s->rise += (rise - s->rise) * s->alpha;
    s->fall += (rise - d - s->fall) * s->alpha;
    if (d == 0.0) return s->share;
  }
  const double sum = s->rise + s->fall;
  return s->share = sum == 0.0 ? 0.5 : s->rise / sum;
}
