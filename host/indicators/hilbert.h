/* hilbert.h -- the Hilbert transform of a price, and the period of its cycle.
 *
 *   smooth    = (4 x[t] + 3 x[t-1] + 2 x[t-2] + x[t-3]) / 10
 *   H(z)      = (0.0962 (z[t] - z[t-6]) + 0.5769 (z[t-2] - z[t-4])) * (0.075 period[t-1] + 0.54)
 *   detrender = H(smooth)
 *   q1        = H(detrender)              quadrature
 *   i1        = detrender[t-3]            in phase
 *   i2, q2    = i1 - H(q1), q1 + H(i1)    averaged: 0.2 new + 0.8 before
 *   re, im    = i2 i2[t-1] + q2 q2[t-1], i2 q2[t-1] - q2 i2[t-1]      averaged likewise
 *   period    = 360 / atan(im / re), within 2/3 and 3/2 of the one before and within 6
 *               and 50, averaged likewise
 *   cycle     = 0.33 period + 0.67 cycle[t-1]
 *
 * J. Ehlers, Rocket Science for Traders (2001), with TA-Lib's beginning: everything
 * before bar `start` is 0. What comes before the first number is skipped; a NaN later
 * stays for ever. */
#pragma once
#include "core/angle.h"
#include "core/nan.h"
#include "indicators/rolling.h"

#include <stdbool.h>

/* Bars before the transform begins: twelve for what needs the period alone, more for
 * what looks back a whole cycle. */
enum { TIDE__HILBERT_SHORT = 12, TIDE__HILBERT_LONG = 37 };

/* Bars before the first value of what begins early; bars until the beginning weighs less
 * than 1e-4: 0.8^k < 1e-4. */
enum { TIDE__HILBERT_LOOKBACK = 32, TIDE__HILBERT_DECAY = 42, TIDE__HILBERT_RING = 16 };

#define TIDE__HILBERT_OUTER 0.0962
#define TIDE__HILBERT_INNER 0.5769

typedef struct {
  double smooth[TIDE__HILBERT_RING], detrender[TIDE__HILBERT_RING], quadrature[TIDE__HILBERT_RING];
  double x1, x2, x3; /* the prices before */
  double i1, q1, i2, q2, re, im;
  double period, factor, cycle;
  int32_t t, start;
} tide__hilbert;

static inline void tide__hilbert_begin(tide__hilbert *h, int32_t start) {
  *h = (tide__hilbert){.start = start, .factor = 0.54};
}

/* Value k of a ring whose newest is at t. */
static inline double tide__hilbert_ago(const double *ring, int32_t t, int32_t k) {
  return ring[(t - k) & (TIDE__HILBERT_RING - 1)];
}

/* The smooth price of the last bar. */
static inline double tide__hilbert_smoothed(const tide__hilbert *h) {
  return tide__hilbert_ago(h->smooth, h->t - 1, 0);
}

/* What the bars before t add to H at t, without the factor. */
static inline double tide__hilbert_rest(const double *ring, int32_t t) {
  const double inner = tide__hilbert_ago(ring, t, 2) - tide__hilbert_ago(ring, t, 4);
  return TIDE__HILBERT_INNER * inner - TIDE__HILBERT_OUTER * tide__hilbert_ago(ring, t, 6);
}

/* All of it, `ago` bars before t. */
static inline double tide__hilbert_filter(const double *ring, int32_t t, int32_t ago) {
  const double outer = tide__hilbert_ago(ring, t, ago) - tide__hilbert_ago(ring, t, ago + 6);
  const double inner = tide__hilbert_ago(ring, t, ago + 2) - tide__hilbert_ago(ring, t, ago + 4);
  return TIDE__HILBERT_OUTER * outer + TIDE__HILBERT_INNER * inner;
}

/* The mean of the last four prices, the newest heaviest; exact when all are equal. */
static inline double tide__hilbert_smooth(tide__hilbert *h, double x) {
  const double k = h->x3;
  const double smooth = k + (4.0 * (x - k) + 3.0 * (h->x1 - k) + 2.0 * (h->x2 - k)) / 10.0;
  h->x3 = h->x2;
  h->x2 = h->x1;
  h->x1 = x;
  return smooth;
}

/* The period before it is averaged. Turns beyond 60 degrees and backwards ones end at 6
 * bars. A NaN is kept: the second operand is taken unless the comparison holds. */
static inline double tide__hilbert_period(double re, double im, double before) {
  const double longest = tide__min(50.0, 1.5 * before);
  const double shortest = tide__max(6.0, 0.67 * before);
  const double turn = copysign(360.0 / TIDE__DEGREE, im) * copysign(1.0, re);
  const double found = im != 0.0 && re != 0.0 ? turn / tide__radians(fabs(im), fabs(re)) : before;
  return tide__max(shortest, tide__min(longest, found));
}

/* The transform at bar t, whose smooth price is in its ring. All of it waits for the
 * factor, which waits for the period of the bar before: what can be known without it is
 * computed first, and the rest is written in powers of it. */
static inline void tide__hilbert_turn(tide__hilbert *h, int32_t t) {
  const int32_t at = t & (TIDE__HILBERT_RING - 1);
  const double detrended = tide__hilbert_filter(h->smooth, t, 0);
  const double rest = tide__hilbert_rest(h->detrender, t);
  const double rest_q = tide__hilbert_rest(h->quadrature, t);
  const double i1 = tide__hilbert_ago(h->detrender, t, 3);
  const double i1_turned = tide__hilbert_filter(h->detrender, t, 3);
  const double factor = h->factor;

  h->detrender[at] = detrended * factor;
  const double q1 = factor * (TIDE__HILBERT_OUTER * detrended * factor + rest);
  const double q1_turned = factor * (TIDE__HILBERT_OUTER * q1 + rest_q);
  const double i2 = (0.2 * i1 + 0.8 * h->i2) - 0.2 * q1_turned;
  const double q2 = (0.2 * i1_turned * factor + 0.8 * h->q2) + 0.2 * q1;
  h->re = (0.8 * h->re + q2 * (0.2 * h->q2)) + i2 * (0.2 * h->i2);
  h->im = (0.8 * h->im - q2 * (0.2 * h->i2)) + i2 * (0.2 * h->q2);
  h->quadrature[at] = h->q1 = q1;
  h->i1 = i1;
  h->i2 = i2;
  h->q2 = q2;
}

/* One more price; true once the transform has begun. */
static inline bool tide__hilbert_next(tide__hilbert *h, double x) {
  if (h->t == 0 && x != x) return false;
  const int32_t t = h->t++;
  const double smooth = tide__hilbert_smooth(h, x);
  if (t < h->start) return false;
  h->smooth[t & (TIDE__HILBERT_RING - 1)] = smooth;
  tide__hilbert_turn(h, t);
  const double before = h->period;
  const double found = tide__hilbert_period(h->re, h->im, before);
  h->factor = 0.075 * 0.2 * found + (0.075 * 0.8 * before + 0.54);
  h->period = 0.2 * found + 0.8 * before;
  h->cycle = 0.33 * h->period + 0.67 * h->cycle;
  return true;
}

static inline bool tide__hilbert_whole(const tide__hilbert *h) {
  return h->t > TIDE__HILBERT_LOOKBACK;
}
