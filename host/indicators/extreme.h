/* extreme.h -- highest and lowest value of a sliding window.
 *
 * Blocks as in rolling.h: the extreme of a window is the extreme of a suffix
 * of one block and a prefix of the next, two comparisons a bar whatever the
 * period. The helpers skip NaN; who needs "a NaN in the window is undefined"
 * remembers the last one, as tide__extremes does. */
#pragma once
#include "indicators/rolling.h"

#include <math.h>

/* Written so that the result is the second operand when the first is NaN. */
static inline double tide__max(double a, double b) { return a > b ? a : b; }
static inline double tide__min(double a, double b) { return a < b ? a : b; }

static inline void tide__block_max(const double *x, int32_t period, int32_t b, int32_t len,
                                   double *y) {
  double m = -INFINITY;
  y[period - 1] = m;
  if (b) {
    const double *old = x - period + 1;
    for (int32_t i = period - 2; i >= 0; i--) y[i] = m = tide__max(old[i], m);
  } else {
    for (int32_t i = 0; i < period; i++) y[i] = m;
  }
  m = -INFINITY;
  for (int32_t i = 0; i < len; i++) {
    m = tide__max(x[i], m);
    y[i] = tide__max(y[i], m);
  }
}

static inline void tide__block_min(const double *x, int32_t period, int32_t b, int32_t len,
                                   double *y) {
  double m = INFINITY;
  y[period - 1] = m;
  if (b) {
    const double *old = x - period + 1;
    for (int32_t i = period - 2; i >= 0; i--) y[i] = m = tide__min(old[i], m);
  } else {
    for (int32_t i = 0; i < period; i++) y[i] = m;
  }
  m = INFINITY;
  for (int32_t i = 0; i < len; i++) {
    m = tide__min(x[i], m);
    y[i] = tide__min(y[i], m);
  }
}

/* Bars whose window of `period` holds a NaN of x are set to NaN in out[0 .. outs-1]. */
void tide__nan_windows(int32_t n, const double *x, int32_t period, double *const *out,
                       int32_t outs);
