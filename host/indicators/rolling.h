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
 * In every helper: x points to the first value of a block, with the block before
 * it in front; b is its bar (a multiple of period, 0 when nothing is in front),
 * len what tide__stretch_len says: two whole blocks, whose running sums grow side
 * by side and do not wait for each other, or one, which the end of the column may
 * cut. Entry i of the results, which hold two periods, belongs to the window that
 * ends at x[i]. In block 0 only entry period - 1 is a whole window. */
#pragma once
#include "core/cpu.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum { TIDE__PERIOD_MAX = 5000, TIDE__STRETCH_MAX = 2 * TIDE__PERIOD_MAX };

/* The larger, the smaller; the second operand when the first is NaN. */
TIDE__INSIDE double tide__max(double a, double b) { return a > b ? a : b; }
TIDE__INSIDE double tide__min(double a, double b) { return a < b ? a : b; }

/* The bars of one block; its first entry that is a whole window. */
static inline int32_t tide__block_len(int32_t period, int32_t b, int32_t n) {
  return n - b < period ? n - b : period;
}

static inline int32_t tide__block_first(int32_t period, int32_t b) { return b ? 0 : period - 1; }

/* Bars of the blocks that make about a thousand. Who takes so many at a time, with the
 * block before them in front, finds in each window what it is in the whole column; all
 * fit [2 * TIDE__PERIOD_MAX]. */
static inline int32_t tide__blocks_step(int32_t period) {
  return period > 1024 ? period : 1024 / period * period;
}

static inline int32_t tide__stretch_len(int32_t period, int32_t b, int32_t n) {
  if (b && n - b >= 2 * period) return 2 * period;
  return tide__block_len(period, b, n);
}

/* A number of each of two blocks; entry i of both, read and written. */
typedef double tide__pair __attribute__((vector_size(16)));
#define TIDE__PAIR(x, i) ((tide__pair){(x)[i], (x)[period + (i)]})
#define TIDE__PAIR_SET(x, i, v) ((x)[i] = (v)[0], (x)[period + (i)] = (v)[1])

/* s: sums of x - k, k the first value of the block. */
TIDE__INSIDE void tide__stretch_sums(const double *x, int32_t period, int32_t b, int32_t len,
                                     double *s) {
  double suffix[TIDE__STRETCH_MAX];
  if (len == 2 * period) {
    const tide__pair k = TIDE__PAIR(x, 0);
    tide__pair up = {0.0, 0.0};
    tide__pair down = {0.0, 0.0};
    for (int32_t i = 0; i < period; i++) {
      up += TIDE__PAIR(x, i) - k;
      TIDE__PAIR_SET(s, i, up);
      TIDE__PAIR_SET(suffix, period - 1 - i, down);
      down += TIDE__PAIR(x, -1 - i) - k;
    }
  } else {
    double sum = 0.0;
    for (int32_t i = period - 1; i >= 0; i--) {
      suffix[i] = sum;
      sum += b ? x[i - period] - x[0] : 0.0;
    }
    sum = 0.0;
    for (int32_t i = 0; i < len; i++) s[i] = sum += x[i] - x[0];
  }
  /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): a period is 1 or more */
  for (int32_t i = 0; i < len; i++) s[i] += suffix[i];
}

/* s: sums of x - k; q: sums of (x - k)^2. */
TIDE__INSIDE void tide__stretch_moments(const double *x, int32_t period, int32_t b, int32_t len,
                                        double *s, double *q) {
  double suffix[2][TIDE__STRETCH_MAX];
  if (len == 2 * period) {
    const tide__pair k = TIDE__PAIR(x, 0);
    tide__pair up[2] = {0};
    tide__pair down[2] = {0};
    for (int32_t i = 0; i < period; i++) {
      const tide__pair d = TIDE__PAIR(x, i) - k;
      up[0] += d;
      up[1] += d * d;
      TIDE__PAIR_SET(s, i, up[0]);
      TIDE__PAIR_SET(q, i, up[1]);
      TIDE__PAIR_SET(suffix[0], period - 1 - i, down[0]);
      TIDE__PAIR_SET(suffix[1], period - 1 - i, down[1]);
      const tide__pair e = TIDE__PAIR(x, -1 - i) - k;
      down[0] += e;
      down[1] += e * e;
    }
  } else {
    double sums[2] = {0.0, 0.0};
    for (int32_t i = period - 1; i >= 0; i--) {
      suffix[0][i] = sums[0];
      suffix[1][i] = sums[1];
      const double d = b ? x[i - period] - x[0] : 0.0;
      sums[0] += d;
      sums[1] += d * d;
    }
    sums[0] = sums[1] = 0.0;
    for (int32_t i = 0; i < len; i++) {
      const double d = x[i] - x[0];
      s[i] = sums[0] += d;
      q[i] = sums[1] += d * d;
    }
  }
  /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): a period is 1 or more */
  for (int32_t i = 0; i < len; i++) s[i] += suffix[0][i];
  for (int32_t i = 0; i < len; i++) q[i] += suffix[1][i];
}

/* Population variance from the sums of one window; share = 1 / period. */
TIDE__INSIDE double tide__variance(double s, double q, double share) {
  const double v = (q - s * s * share) * share;
  return v < 0.0 ? 0.0 : v;
}

/* w: sums of (x - k) * (base + rise * place), place 1 (oldest) to period (newest). base
 * and rise are whole numbers, so the weights are exact. One bar more raises the place
 * of the suffix by one; one bar more moves the prefix down a place. */
TIDE__INSIDE void tide__stretch_weighted(const double *x, int32_t period, int32_t b, int32_t len,
                                         double base, double rise, double *w) {
  double suffix[TIDE__STRETCH_MAX];
  const double newest = base + rise * (double)period;
  if (len == 2 * period) {
    const tide__pair k = TIDE__PAIR(x, 0);
    tide__pair up[2] = {0};
    tide__pair down[2] = {0};
    for (int32_t i = 0; i < period; i++) {
      const tide__pair d = TIDE__PAIR(x, i) - k;
      up[1] += newest * d - rise * up[0];
      up[0] += d;
      TIDE__PAIR_SET(w, i, up[1]);
      TIDE__PAIR_SET(suffix, period - 1 - i, down[1]);
      const tide__pair e = TIDE__PAIR(x, -1 - i) - k;
      down[0] += e;
      down[1] += rise * down[0] + base * e;
    }
  } else {
    double sum = 0.0;
    double weighted = 0.0;
    for (int32_t i = period - 1; i >= 0; i--) {
      suffix[i] = weighted;
      const double d = b ? x[i - period] - x[0] : 0.0;
      sum += d;
      weighted += rise * sum + base * d;
    }
    sum = weighted = 0.0;
    for (int32_t i = 0; i < len; i++) {
      const double d = x[i] - x[0];
      w[i] = weighted += newest * d - rise * sum;
      sum += d;
    }
  }
  for (int32_t i = 0; i < len; i++) w[i] += suffix[i];
}

/* Blocks of a few bars cost more than the additions they save: short windows
 * (TIDE__SHORT where there is a choice) are summed one by one, many of them side
 * by side. x points to the oldest value of the first window; s[i] is the sum over
 * the window of (x - x[i]) * (base + rise * place), for len <= TIDE__CHUNK windows. */
enum { TIDE__SHORT = 8, TIDE__CHUNK = 64 };

TIDE__INSIDE void tide__short_sums(const double *x, int32_t period, int32_t len, double base,
                                   double rise, double *s) {
  for (int32_t i = 0; i < len; i++) s[i] = 0.0;
  for (int32_t j = 1; j < period; j++) {
    const double weight = base + rise * (double)(j + 1);
    for (int32_t i = 0; i < len; i++) s[i] += weight * (x[i + j] - x[i]);
  }
}

/* Whole columns. y [n]: mean of the last `period` values, weighted 1 to period in the
 * second; NaN before period - 1. y may not alias x. */
void tide__rolling_mean(int32_t n, const double *x, int32_t period, double *y);
void tide__rolling_weighted(int32_t n, const double *x, int32_t period, double *y);

/* The plain sum. */
void tide__rolling_sum(int32_t n, const double *x, int32_t period, double *y);

/* Sums with the weights base + rise * place over divisor: of values when the weights
 * add up to 0, the `height` of a mean when they add up to the divisor. */
typedef struct {
  double base, rise, divisor;
} tide__weighing;
void tide__rolling_line(int32_t n, const double *x, int32_t period, tide__weighing how, bool height,
                        double *y);

/* The population variance, its root. */
void tide__rolling_variance(int32_t n, const double *x, int32_t period, double *y);
void tide__rolling_deviation(int32_t n, const double *x, int32_t period, double *y);
