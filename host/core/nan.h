/* nan.h -- NaN is "undefined" everywhere. */
#pragma once
#include <math.h>
#include <stdint.h>

/* The macros of math.h are floats. */
#define TIDE__NAN ((double)NAN)
#define TIDE__INF ((double)INFINITY)

static inline void tide__nan_fill(double *y, int32_t n) {
  for (int32_t t = 0; t < n; t++) y[t] = NAN;
}
