/* rolling.c -- whole columns of moving averages and variances, for indicators made
 * of them. */
#include "indicators/rolling.h"

#include "core/nan.h"

static void short_windows(int32_t n, const double *x, int32_t period, double base, double rise,
                          double *y) {
  const double total = (double)period * (base + 0.5 * rise * (double)(period + 1));
  double s[TIDE__CHUNK];
  for (int32_t t = period - 1; t < n; t += TIDE__CHUNK) {
    const int32_t len = n - t < TIDE__CHUNK ? n - t : TIDE__CHUNK;
    const double *oldest = x + t - period + 1;
    tide__short_sums(oldest, period, len, base, rise, s);
    for (int32_t i = 0; i < len; i++) y[t + i] = oldest[i] + s[i] / total;
  }
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
}

void tide__rolling_mean(int32_t n, const double *x, int32_t period, double *y) {
  if (period <= TIDE__SHORT) {
    short_windows(n, x, period, 1.0, 0.0, y);
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
  if (period <= TIDE__SHORT) {
    short_windows(n, x, period, 0.0, 1.0, y);
    return;
  }
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

void tide__rolling_variance(int32_t n, const double *x, int32_t period, double *y) {
  const double share = 1.0 / (double)period;
  double s[TIDE__PERIOD_MAX];
  double q[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_moments(x + b, period, b, len, s, q);
    for (int32_t i = tide__block_first(period, b); i < len; i++)
      y[b + i] = tide__variance(s[i], q[i], share);
  }
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
}
