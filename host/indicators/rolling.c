/* rolling.c -- whole columns of moving averages, for indicators made of them. */
#include "indicators/rolling.h"

#include "core/nan.h"

enum { SHORT = 8, CHUNK = 64 };

/* Blocks of a few bars cost more than the additions they save. */
static void short_mean(int32_t n, const double *x, int32_t period, double *y) {
  const double divisor = (double)period;
  double s[CHUNK];
  for (int32_t b = period - 1; b < n; b += CHUNK) {
    const int32_t len = n - b < CHUNK ? n - b : CHUNK;
    const double *oldest = x + b - period + 1;
    for (int32_t i = 0; i < len; i++) s[i] = 0.0;
    for (int32_t j = 1; j < period; j++)
      for (int32_t i = 0; i < len; i++) s[i] += oldest[i + j] - oldest[i];
    for (int32_t i = 0; i < len; i++) y[b + i] = oldest[i] + s[i] / divisor;
  }
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
}

void tide__rolling_mean(int32_t n, const double *x, int32_t period, double *y) {
  if (period <= SHORT) {
    short_mean(n, x, period, y);
    return;
  }
  const double divisor = (double)period;
  double s[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    const double k = x[b];
    tide__block_sums(x + b, period, b, len, s);
    for (int32_t i = 0; i < len; i++) y[b + i] = k + s[i] / divisor;
  }
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
}

void tide__rolling_weighted(int32_t n, const double *x, int32_t period, double *y) {
  const double divisor = 0.5 * (double)period * (double)(period + 1);
  double w[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    const double k = x[b];
    tide__block_weighted(x + b, period, b, len, 0.0, 1.0, w);
    for (int32_t i = 0; i < len; i++) y[b + i] = k + w[i] / divisor;
  }
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
}
