/* nan.h -- NaN is "undefined" everywhere. */
#pragma once
#include <math.h>
#include <stdint.h>

static inline void tide__nan_fill(double *y, int32_t n) {
  for (int32_t t = 0; t < n; t++) y[t] = NAN;
}
