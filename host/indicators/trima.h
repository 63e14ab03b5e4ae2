/* trima.h -- the triangular average, one bar at a time; trima.c says what it is. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/window.h"

typedef struct {
  tide__sums inner, outer;
} tide__trima;

/* Bars of the outer mean; the inner one has the rest and one more. */
static inline double tide__trima_outer(double period) { return floor(0.5 * period) + 1.0; }

static inline int32_t tide__trima_bytes(double period) { return tide__window_bytes(period + 1.0); }

static inline void *tide__trima_begin(tide__trima *s, double period, void *memory) {
  const double outer = tide__trima_outer(period);
  memory = tide__sums_begin(&s->inner, period + 1.0 - outer, memory);
  return tide__sums_begin(&s->outer, outer, memory);
}

static inline double tide__trima_next(tide__trima *s, double x) {
  return tide__mean_next(&s->outer, tide__mean_next(&s->inner, x));
}
