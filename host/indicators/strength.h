/* strength.h -- Wilder's relative strength, which several indicators carry along. */
#pragma once
#include "core/nan.h"
#include "indicators/smoothing.h"

/* Averages of rises and falls: the plain means of the first `period` changes,
 * smoothed from there on. */
typedef struct {
  double up, down, alpha;
  double before; /* value */
  double y;
  int32_t period, seen;
} tide__strength;

static inline void tide__strength_begin(tide__strength *s, double period) {
  *s = (tide__strength){.alpha = 1.0 / period, .period = (int32_t)period};
}

/* Not sum > 0: a NaN stays a NaN. */
static inline double tide__strength_value(double up, double down) {
  const double sum = up + down;
  return sum == 0.0 ? 50.0 : 100.0 * (up / sum);
}

/* NaN until `period` changes were seen; what comes before the first number is skipped. */
static inline double tide__strength_next(tide__strength *s, double x) {
  const double d = x - s->before;
  if (s->seen == 0 && x != x) return TIDE__NAN;
  s->before = x;
  const double rise = tide__positive(d);
  if (s->seen > s->period) {
    s->up += (rise - s->up) * s->alpha;
    s->down += (rise - d - s->down) * s->alpha;
    return s->y = d == 0.0 ? s->y : tide__strength_value(s->up, s->down);
  }
  if (s->seen++ == 0) return TIDE__NAN;
  s->up += rise;
  s->down += rise - d;
  if (s->seen <= s->period) return TIDE__NAN;
  s->up /= (double)s->period;
  s->down /= (double)s->period;
  return s->y = tide__strength_value(s->up, s->down);
}
