/* smoothing.h -- exponential averages: seeds, factors, warm-up.
 *
 * An average starts as the plain mean of its first values and then moves by
 * y += (x - y) * alpha: alpha = 2 / (n + 1) for an EMA, 1 / n for Wilder's. */
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

static inline double tide__ema_alpha(double period) { return 2.0 / (period + 1.0); }

/* Bars until a seed weighs less than 1e-4: (1 - alpha)^k < 1e-4. */
static inline int32_t tide__decay_bars(double alpha) {
  return alpha < 1.0 ? (int32_t)ceil(log(1e-4) / log1p(-alpha)) : 0;
}

/* x above zero, else 0; x where a > b, else 0; the sign of a - b. Without a
 * branch, because the next price change is a coin toss that no processor
 * predicts. All are exact. */
static inline double tide__positive(double x) { return 0.5 * (x + fabs(x)); }

static inline double tide__where_above(double a, double b, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits &= -(uint64_t)(a > b);
  memcpy(&x, &bits, sizeof x);
  return x;
}

static inline double tide__sign(double a, double b) { return (double)((a > b) - (a < b)); }

/* max(high - low, |high - close before|, |low - close before|) */
static inline double tide__true_range(double high, double low, double before) {
  const double top = before > high ? before : high; /* a NaN high or low stays */
  const double bottom = before < low ? before : low;
  return top - bottom;
}
