/* window.h -- sliding windows, one bar at a time.
 *
 * Blocks as in rolling.h and extreme.h, with the same operations in the same
 * order, so a stream says what a whole column says, bit for bit. A window keeps
 * one block of values: behind entry i, those of the block that grows; from i + 1
 * on, what the block before adds to the windows to come. The step at the start of a
 * block takes `period` operations, all others one.
 *
 * What comes before the first number is skipped. `memory` is what the state has
 * behind its struct: each _begin takes tide__window_bytes(period) of it and returns
 * the rest. */
#pragma once
#include "core/nan.h"
#include "indicators/rolling.h"

#include <stdbool.h>

typedef struct {
  double *kept; /* [period] */
  int32_t period;
  int32_t i;    /* entry of the block that grows */
  int32_t seen; /* values, up to period */
} tide__window;

static inline int32_t tide__window_bytes(double period) { return 8 * (int32_t)period; }

static inline void *tide__window_begin(tide__window *w, double period, void *memory) {
  *w = (tide__window){.kept = memory, .period = (int32_t)period};
  return w->kept + w->period;
}

/* After the value of a bar: whether the window that ends here is whole. */
static inline bool tide__window_step(tide__window *w) {
  w->i = w->i + 1 == w->period ? 0 : w->i + 1;
  if (w->seen < w->period) w->seen++;
  return w->seen == w->period;
}

/* ---- lag: the value `period` bars ago, NaN before there is one ---- */

static inline double tide__lag_next(tide__window *w, double x) {
  if (w->seen == 0 && x != x) return TIDE__NAN;
  const double old = w->seen == w->period ? w->kept[w->i] : TIDE__NAN;
  w->kept[w->i] = x;
  tide__window_step(w);
  return old;
}

/* Value k of a lag's window, 0 the newest; k < seen. For loops over a whole window. */
static inline double tide__lag_value(const tide__window *w, int32_t k) {
  const int32_t at = w->i - 1 - k;
  return w->kept[at < 0 ? at + w->period : at];
}

/* ---- sums: of x - k, where k is the first value of the block ---- */

typedef struct {
  tide__window w;
  double k, sum;
  double share; /* 1 / period */
} tide__sums;

static inline void *tide__sums_begin(tide__sums *s, double period, void *memory) {
  *s = (tide__sums){.share = 1.0 / period};
  return tide__window_begin(&s->w, period, memory);
}

/* Turns the values of the block before into what they add to the windows to come. */
static inline void tide__sums_turn(tide__sums *s) {
  double *old = s->w.kept + 1;
  double sum = 0.0;
  for (int32_t i = s->w.period - 2; i >= 0; i--) old[i] = sum += old[i] - s->k;
}

/* The sum of x - s->k over the window; NaN until it is whole. */
static inline double tide__sums_next(tide__sums *s, double x) {
  tide__window *w = &s->w;
  if (w->seen == 0 && x != x) return TIDE__NAN;
  if (w->i == 0) {
    s->k = x;
    s->sum = 0.0;
    if (w->seen) tide__sums_turn(s);
  }
  const double before = w->i + 1 < w->period ? w->kept[w->i + 1] : 0.0;
  w->kept[w->i] = x;
  s->sum += x - s->k;
  return tide__window_step(w) ? before + s->sum : TIDE__NAN;
}

/* k + sum * share: the mean of the window. */
static inline double tide__sum_mean(tide__sums *s, double x) {
  const double sum = tide__sums_next(s, x);
  return s->k + sum * s->share;
}

/* The plain sum of the window. */
static inline double tide__sum_next(tide__sums *s, double x) {
  const double sum = tide__sums_next(s, x);
  return sum + s->k * (double)s->w.period;
}

/* ---- totals: plain sums of values of one sign, which need no shift ---- */

typedef struct {
  tide__window w;
  double sum;
} tide__totals;

static inline void *tide__totals_begin(tide__totals *s, double period, void *memory) {
  *s = (tide__totals){0};
  return tide__window_begin(&s->w, period, memory);
}

/* The sum of the window; NaN until it is whole. */
static inline double tide__totals_next(tide__totals *s, double x) {
  tide__window *w = &s->w;
  if (w->seen == 0 && x != x) return TIDE__NAN;
  if (w->i == 0) {
    s->sum = 0.0;
    if (w->seen)
      for (int32_t i = w->period - 1; i > 0; i--) w->kept[i] = s->sum += w->kept[i];
    s->sum = 0.0;
  }
  const double before = w->i + 1 < w->period ? w->kept[w->i + 1] : 0.0;
  w->kept[w->i] = x;
  s->sum += x;
  return tide__window_step(w) ? before + s->sum : TIDE__NAN;
}

/* Of a short window, whose values are visited one by one: the sum of
 * (x - oldest) * (base + rise * place), place 1 (oldest) to period (newest). */
static inline double tide__short_next(const tide__window *w, double base, double rise,
                                      double *oldest) {
  double sum = 0.0;
  *oldest = tide__lag_value(w, w->period - 1);
  for (int32_t j = 1; j < w->period; j++) {
    const double weight = base + rise * (double)(j + 1);
    sum += weight * (tide__lag_value(w, w->period - 1 - j) - *oldest);
  }
  return sum;
}

/* The mean of the window, as tide__rolling_mean. */
static inline double tide__mean_next(tide__sums *s, double x) {
  tide__window *w = &s->w;
  if (w->period > TIDE__SHORT) return tide__sum_mean(s, x);
  tide__lag_next(w, x);
  if (w->seen < w->period) return TIDE__NAN;
  double oldest;
  const double sum = tide__short_next(w, 1.0, 0.0, &oldest);
  return oldest + sum * s->share;
}

/* ---- weighted: the newest value weighs `period`, the oldest 1 ---- */

typedef struct {
  tide__window w;
  double k, sum, weighted;
  double share; /* 1 / sum of the weights */
} tide__weights;

static inline void *tide__weights_begin(tide__weights *s, double period, void *memory) {
  *s = (tide__weights){.share = 1.0 / (0.5 * period * (period + 1.0))};
  return tide__window_begin(&s->w, period, memory);
}

static inline void tide__weights_turn(tide__weights *s) {
  double *old = s->w.kept + 1;
  double sum = 0.0;
  double weighted = 0.0;
  for (int32_t i = s->w.period - 2; i >= 0; i--) {
    sum += old[i] - s->k;
    old[i] = weighted += sum; /* one bar more raises the place of all by one */
  }
}

/* The weighted sum of x - s->k over the window; NaN until it is whole. */
static inline double tide__weights_next(tide__weights *s, double x) {
  tide__window *w = &s->w;
  if (w->seen == 0 && x != x) return TIDE__NAN;
  if (w->i == 0) {
    s->k = x;
    s->sum = s->weighted = 0.0;
    if (w->seen) tide__weights_turn(s);
  }
  const double before = w->i + 1 < w->period ? w->kept[w->i + 1] : 0.0;
  const double d = x - s->k;
  w->kept[w->i] = x;
  s->weighted += (double)w->period * d - s->sum;
  s->sum += d;
  return tide__window_step(w) ? before + s->weighted : TIDE__NAN;
}

/* The weighted mean of the window, as tide__rolling_weighted. */
static inline double tide__weighted_next(tide__weights *s, double x) {
  tide__window *w = &s->w;
  if (w->period > TIDE__SHORT) {
    const double sum = tide__weights_next(s, x);
    return s->k + sum * s->share;
  }
  tide__lag_next(w, x);
  if (w->seen < w->period) return TIDE__NAN;
  double oldest;
  const double sum = tide__short_next(w, 0.0, 1.0, &oldest);
  return oldest + sum * s->share;
}

/* ---- moments: sums of x - k and of its square ---- */

typedef struct {
  tide__window w;  /* of values, then of sums */
  double *squares; /* [period] */
  double k, sum, square;
} tide__moments;

static inline int32_t tide__moments_bytes(double period) { return 2 * tide__window_bytes(period); }

static inline void *tide__moments_begin(tide__moments *s, double period, void *memory) {
  *s = (tide__moments){0};
  s->squares = tide__window_begin(&s->w, period, memory);
  return s->squares + s->w.period;
}

static inline void tide__moments_turn(tide__moments *s) {
  double *old = s->w.kept + 1;
  double sum = 0.0;
  double square = 0.0;
  for (int32_t i = s->w.period - 2; i >= 0; i--) {
    const double d = old[i] - s->k;
    old[i] = sum += d;
    s->squares[i] = square += d * d;
  }
  s->squares[s->w.period - 1] = 0.0;
}

/* Both over the window, into *sum and *square; false until it is whole. */
static inline bool tide__moments_next(tide__moments *s, double x, double *sum, double *square) {
  tide__window *w = &s->w;
  if (w->seen == 0 && x != x) return false;
  if (w->i == 0) {
    s->k = x;
    s->sum = s->square = 0.0;
    if (w->seen) tide__moments_turn(s);
  }
  const double before = w->i + 1 < w->period ? w->kept[w->i + 1] : 0.0;
  const double d = x - s->k;
  w->kept[w->i] = x;
  s->sum += d;
  s->square += d * d;
  *sum = before + s->sum;
  *square = s->squares[w->i] + s->square;
  return tide__window_step(w);
}

/* The population variance of the window, as tide__rolling_variance. */
static inline double tide__variance_next(tide__moments *s, double x) {
  double sum, square;
  if (!tide__moments_next(s, x, &sum, &square)) return TIDE__NAN;
  return tide__variance(sum, square, 1.0 / (double)s->w.period);
}

/* ---- extremes: of a window without NaN ---- */

typedef struct {
  tide__window w;
  double m;    /* of the block that grows */
  int32_t bad; /* bars until the last NaN has left */
} tide__extreme;

static inline void *tide__extreme_begin(tide__extreme *s, double period, void *memory) {
  *s = (tide__extreme){0};
  return tide__window_begin(&s->w, period, memory);
}

/* `pick` is tide__max with `none` = -TIDE__INF, or tide__min with TIDE__INF. */
static inline double tide__extreme_next(tide__extreme *s, double x,
                                        double (*pick)(double a, double b), double none) {
  tide__window *w = &s->w;
  if (w->seen == 0 && x != x) return TIDE__NAN;
  if (w->i == 0) {
    double *old = w->kept + 1;
    s->m = none;
    if (w->seen)
      for (int32_t i = w->period - 2; i >= 0; i--) old[i] = s->m = pick(old[i], s->m);
    s->m = none;
  }
  const double before = w->i + 1 < w->period && w->seen == w->period ? w->kept[w->i + 1] : none;
  w->kept[w->i] = x;
  s->m = pick(x, s->m);
  const double y = pick(before, s->m);
  if (x != x) s->bad = w->period;
  const bool whole = tide__window_step(w) && s->bad == 0;
  if (s->bad) s->bad--;
  return whole ? y : TIDE__NAN;
}

static inline double tide__highest_next(tide__extreme *s, double x) {
  return tide__extreme_next(s, x, tide__max, -TIDE__INF);
}

static inline double tide__lowest_next(tide__extreme *s, double x) {
  return tide__extreme_next(s, x, tide__min, TIDE__INF);
}
