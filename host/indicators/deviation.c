/* deviation.c -- mean deviations of many windows at once. */
#include "indicators/deviation.h"

#include "core/cpu.h"

/* Eight doubles, at any address. */
typedef double eight __attribute__((vector_size(64)));
typedef int64_t bits __attribute__((vector_size(64)));
typedef double eight_at __attribute__((vector_size(64), aligned(8), may_alias));
enum { LANES = 8 };
#define LOAD(x) ((eight) * (const eight_at *)(x))
#define ABS(v) ((eight)((bits)(v)&INT64_MAX))

TIDE__CLONES void tide__deviations(int32_t n, const double *x, const double *mean, int32_t period,
                                   double *y) {
  const double divisor = (double)period;
  int32_t t = period - 1;
  for (; t + LANES <= n; t += LANES) {
    const double *oldest = x + t - period + 1;
    const eight m = LOAD(mean + t);
    eight sum = {0};
    for (int32_t j = 0; j < period; j++) sum += ABS(LOAD(oldest + j) - m);
    *(eight_at *)(y + t) = (eight_at)(sum / divisor);
  }
  for (; t < n; t++) {
    double sum = 0.0;
    for (int32_t i = t - period + 1; i <= t; i++) sum += fabs(x[i] - mean[t]);
    y[t] = sum / divisor;
  }
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
}
