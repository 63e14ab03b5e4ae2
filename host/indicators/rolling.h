/* rolling.h -- sums and extremes over a sliding window that cannot drift.
 *
 * The bars are cut into blocks of one period, anchored at bar 0. A window
 * ending at t covers a suffix of the block before and a prefix of the block of
 * t, so two running accumulations per block give every window with additions
 * only: nothing is ever subtracted, the error does not grow with the length of
 * the column, and what leaves the window (a spike, a NaN) leaves no trace.
 *
 * Sums are taken of x - k, where k is the first value of the block. It is in
 * every window of the block, so the shift cannot be far off: a flat window has
 * a mean of exactly its value and a deviation of exactly 0.
 *
 * In every helper: x points to the first value of the block, with the block
 * before it in front; b is its bar (a multiple of period, 0 when nothing is in
 * front), len its bars (period, fewer at the end of the column). Entry i of the
 * results, which hold `period` numbers, belongs to the window that ends at
 * x[i]. In block 0 only entry period - 1 is a whole window. */
#pragma once
#include <math.h>
#include <stdint.h>

enum { TIDE__PERIOD_MAX = 5000 };

/* The larger, the smaller; the second operand when the first is NaN. */
static inline double tide__max(double a, double b) { return a > b ? a : b; }
static inline double tide__min(double a, double b) { return a < b ? a : b; }

/* First entry of a block that is a whole window. */
static inline int32_t tide__block_first(int32_t period, int32_t b) { return b ? 0 : period - 1; }

static inline int32_t tide__block_len(int32_t period, int32_t b, int32_t n) {
  return n - b < period ? n - b : period;
}

/* s: sums of x - x[0]. */
static inline void tide__block_sums(const double *x, int32_t period, int32_t b, int32_t len,
                                    double *s) {
  const double k = x[0];
  double sum = 0.0;
  s[period - 1] = 0.0;
  if (b) {
    const double *old = x - period + 1;
    for (int32_t i = period - 2; i >= 0; i--) s[i] = sum += old[i] - k;
  } else {
    for (int32_t i = 0; i < period; i++) s[i] = 0.0;
  }
  sum = 0.0;
  for (int32_t i = 0; i < len; i++) {
    sum += x[i] - k;
    s[i] += sum;
  }
}

/* s: sums of x - x[0]; q: sums of (x - x[0])^2. */
static inline void tide__block_moments(const double *x, int32_t period, int32_t b, int32_t len,
                                       double *s, double *q) {
  const double k = x[0];
  double sum = 0.0;
  double square = 0.0;
  s[period - 1] = q[period - 1] = 0.0;
  if (b) {
    const double *old = x - period + 1;
    for (int32_t i = period - 2; i >= 0; i--) {
      const double d = old[i] - k;
      s[i] = sum += d;
      q[i] = square += d * d;
    }
  } else {
    for (int32_t i = 0; i < period; i++) s[i] = q[i] = 0.0;
  }
  sum = square = 0.0;
  for (int32_t i = 0; i < len; i++) {
    const double d = x[i] - k;
    sum += d;
    square += d * d;
    s[i] += sum;
    q[i] += square;
  }
}

/* Population variance from the sums of one window; share = 1 / period. */
static inline double tide__variance(double s, double q, double share) {
  const double v = (q - s * s * share) * share;
  return v < 0.0 ? 0.0 : v;
}

/* w: sums of (x - x[0]) * (base + rise * place), place 1 (oldest) to period
 * (newest). base and rise are whole numbers, so the weights are exact. */
static inline void tide__block_weighted(const double *x, int32_t period, int32_t b, int32_t len,
                                        double base, double rise, double *w) {
  const double k = x[0];
  double sum = 0.0;
  double weighted = 0.0;
  w[period - 1] = 0.0;
  if (b) {
    const double *old = x - period + 1;
    for (int32_t i = period - 2; i >= 0; i--) {
      const double d = old[i] - k;
      sum += d; /* one bar more raises the place of all by one */
      w[i] = weighted += base == 0.0 ? rise * sum : rise * sum + base * d;
    }
  } else {
    for (int32_t i = 0; i < period; i++) w[i] = 0.0;
  }
  sum = weighted = 0.0;
  const double newest = base + rise * (double)period;
  for (int32_t i = 0; i < len; i++) {
    const double d = x[i] - k;
    weighted += newest * d - rise * sum; /* what was here moves down a place */
    sum += d;
    w[i] += weighted;
  }
}

/* Blocks of a few bars cost more than the additions they save: short windows
 * (TIDE__SHORT where there is a choice) are summed one by one, many of them side
 * by side. x points to the oldest value of the first window; s[i] is the sum over
 * the window of (x - x[i]) * (base + rise * place), for len <= TIDE__CHUNK windows. */
enum { TIDE__SHORT = 8, TIDE__CHUNK = 64 };

static inline void tide__short_sums(const double *x, int32_t period, int32_t len, double base,
                                    double rise, double *s) {
  for (int32_t i = 0; i < len; i++) s[i] = 0.0;
  for (int32_t j = 1; j < period; j++) {
    const double weight = base + rise * (double)(j + 1);
    for (int32_t i = 0; i < len; i++) s[i] += weight * (x[i + j] - x[i]);
  }
}

/* y [n]: mean of the last `period` values, weighted 1 to period in the second;
 * NaN before period - 1. y may not alias x. */
void tide__rolling_mean(int32_t n, const double *x, int32_t period, double *y);
void tide__rolling_weighted(int32_t n, const double *x, int32_t period, double *y);

/* The same for the population variance. */
void tide__rolling_variance(int32_t n, const double *x, int32_t period, double *y);
