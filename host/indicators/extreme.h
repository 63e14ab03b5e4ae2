/* extreme.h -- highest and lowest value of a sliding window.
 *
 * Blocks as in rolling.h: the extreme of a window is the extreme of a suffix
 * of one block and a prefix of the next, two comparisons a bar whatever the
 * period. The helpers skip NaN; who needs "a NaN in the window is undefined"
 * calls tide__nan_windows after. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/rolling.h"

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

typedef void tide__block_extreme(const double *x, int32_t period, int32_t b, int32_t len,
                                 double *y);

/* One extreme of one column; `block` is one of the two above. */
static inline int tide__extreme_run(int32_t n, const double *const *in, const double *p,
                                    double *const *out, tide__block_extreme *block) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  double m[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    block(x + b, period, b, len, m);
    for (int32_t i = tide__block_first(period, b); i < len; i++) y[b + i] = m[i];
  }
  tide__nan_windows(n, x, period, out, 1);
  return TIDE_OK;
}
