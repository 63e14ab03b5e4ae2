/* change.h -- a value held against the one n bars before, for the family of roc. */
#pragma once
#include "core/cpu.h"
#include "indicators/steps.h"
#include "indicators/window.h"

typedef double tide__change(double now, double before);

/* The whole column: y[t] = of(x[t], x[t-n]). */
TIDE__INSIDE int tide__change_run(int32_t n, const double *const *in, const double *p,
                                  double *const *out, tide__change *of) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;
  for (int32_t t = period; t < n; t++) y[t] = of(x[t], x[t - period]);
  return TIDE_OK;
}

static inline double tide__change_next(tide__window *lag, double x, tide__change *of) {
  const double before = tide__lag_next(lag, x);
  return before == before ? of(x, before) : TIDE__NAN;
}
