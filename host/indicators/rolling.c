/* rolling.c -- whole columns of moving averages, lines and variances. */
#include "indicators/rolling.h"

#include "core/cpu.h"
#include "core/nan.h"

static void undefined(double *y, int32_t n, int32_t period) {
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
}

TIDE__CLONES static void short_windows(int32_t n, const double *x, int32_t period, double base,
                                       double rise, double *y) {
  const double share = 1.0 / ((double)period * (base + 0.5 * rise * (double)(period + 1)));
  double s[TIDE__CHUNK];
  for (int32_t t = period - 1; t < n; t += TIDE__CHUNK) {
    const int32_t len = n - t < TIDE__CHUNK ? n - t : TIDE__CHUNK;
    const double *oldest = x + t - period + 1;
    tide__short_sums(oldest, period, len, base, rise, s);
    for (int32_t i = 0; i < len; i++) y[t + i] = oldest[i] + s[i] * share;
  }
}

/* y: k * whole + s * share, of the sums s of x - k. */
TIDE__CLONES static void long_sums(int32_t n, const double *x, int32_t period, double whole,
                                   double share, double *y) {
  double s[TIDE__STRETCH_MAX];
  for (int32_t b = 0, len = 0; b < n; b += len) {
    len = tide__stretch_len(period, b, n);
    tide__stretch_sums(x + b, period, b, len, s);
    for (int32_t c = 0; c < len; c += period) {
      const double k = x[b + c] * whole;
      const int32_t end = c + period < len ? c + period : len;
      for (int32_t i = c; i < end; i++) y[b + i] = k + s[i] * share;
    }
  }
}

void tide__rolling_mean(int32_t n, const double *x, int32_t period, double *y) {
  if (period <= TIDE__SHORT)
    short_windows(n, x, period, 1.0, 0.0, y);
  else
    long_sums(n, x, period, 1.0, 1.0 / (double)period, y);
  undefined(y, n, period);
}

void tide__rolling_sum(int32_t n, const double *x, int32_t period, double *y) {
  long_sums(n, x, period, (double)period, 1.0, y);
  undefined(y, n, period);
}

TIDE__CLONES void tide__rolling_line(int32_t n, const double *x, int32_t period, tide__weighing how,
                                     bool height, double *y) {
  const double share = 1.0 / how.divisor;
  double w[TIDE__STRETCH_MAX];
  for (int32_t b = 0, len = 0; b < n; b += len) {
    len = tide__stretch_len(period, b, n);
    tide__stretch_weighted(x + b, period, b, len, how.base, how.rise, w);
    for (int32_t c = 0; c < len; c += period) {
      const double k = height ? x[b + c] : 0.0;
      const int32_t end = c + period < len ? c + period : len;
      for (int32_t i = c; i < end; i++) y[b + i] = k + w[i] * share;
    }
  }
  undefined(y, n, period);
}

void tide__rolling_weighted(int32_t n, const double *x, int32_t period, double *y) {
  if (period <= TIDE__SHORT) {
    short_windows(n, x, period, 0.0, 1.0, y);
    undefined(y, n, period);
    return;
  }
  const double divisor = 0.5 * (double)period * (double)(period + 1);
  tide__rolling_line(n, x, period, (tide__weighing){0.0, 1.0, divisor}, true, y);
}

TIDE__INSIDE void variances(int32_t n, const double *x, int32_t period, bool root, double *y) {
  const double share = 1.0 / (double)period;
  double s[TIDE__STRETCH_MAX];
  double q[TIDE__STRETCH_MAX];
  for (int32_t b = 0, len = 0; b < n; b += len) {
    len = tide__stretch_len(period, b, n);
    tide__stretch_moments(x + b, period, b, len, s, q);
    for (int32_t i = 0; i < len; i++) {
      const double v = tide__variance(s[i], q[i], share);
      y[b + i] = root ? sqrt(v) : v;
    }
  }
  undefined(y, n, period);
}

TIDE__CLONES void tide__rolling_variance(int32_t n, const double *x, int32_t period, double *y) {
  variances(n, x, period, false, y);
}

TIDE__CLONES void tide__rolling_deviation(int32_t n, const double *x, int32_t period, double *y) {
  variances(n, x, period, true, y);
}
