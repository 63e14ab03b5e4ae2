/* candle.h -- the words that candlestick patterns are made of.
 *
 * The candles of a pattern are numbered, 1 is the oldest. What is long or short is measured
 * by what was usual before the candle in question:
 *
 *   long            the body is above the mean body of the 10 bars before
 *   short           it is not; "shorter than usual": it is below that mean
 *   doji            the body is at most 0.1 of the mean range of the 10 bars before
 *   tiny shadow     below 0.1 of the mean range of the 10 bars before
 *   short shadow    below half the mean of both shadows together over the 10 bars before
 *   long shadow     longer than the body of its candle
 *   near, far       0.2 and 0.6 of the mean range of the 5 bars before
 *   equal           0.05 of the mean range of the 5 bars before
 *
 * The body is from open to close, the range from low to high. A candle that closes at or
 * above its open is white, below it black. Words and numbers are TA-Lib's; the means are
 * sums of what they hold, where TA-Lib's are running differences that drift.
 */
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { TIDE__BODY_10, TIDE__RANGE_10, TIDE__SHADOW_10, TIDE__RANGE_5, TIDE__CANDLE_MEANS };

enum {
  TIDE__LONG_BODY,
  TIDE__DOJI_BODY,
  TIDE__TINY_SHADOW,
  TIDE__SHORT_SHADOW,
  TIDE__NEAR,
  TIDE__FAR,
  TIDE__EQUAL,
};

/* The table of settings: a mean and a factor. */
static const struct {
  int32_t mean;
  double factor;
} tide__candle_settings[] = {
  [TIDE__LONG_BODY] = {TIDE__BODY_10, 1.0},    [TIDE__DOJI_BODY] = {TIDE__RANGE_10, 0.1},
  [TIDE__TINY_SHADOW] = {TIDE__RANGE_10, 0.1}, [TIDE__SHORT_SHADOW] = {TIDE__SHADOW_10, 0.5},
  [TIDE__NEAR] = {TIDE__RANGE_5, 0.2},         [TIDE__FAR] = {TIDE__RANGE_5, 0.6},
  [TIDE__EQUAL] = {TIDE__RANGE_5, 0.05},
};

/* Columns, each pointing to the newest bar. */
typedef struct {
  const double *open, *high, *low, *close;
  const double *mean[TIDE__CANDLE_MEANS]; /* of the bars before a bar */
  double penetration;                     /* of patterns that have this parameter */
} tide__candles;

/* All bits or none. There are no branches: `&` and `|` join what is computed in any case,
 * so that the compiler puts several bars side by side. */
typedef int64_t tide__truth;

#define TIDE__WORD static inline __attribute__((pure, always_inline, unused))

/* ---- truth ---- */

TIDE__WORD tide__truth above(double a, double b) { return a > b ? -1 : 0; }
TIDE__WORD tide__truth below(double a, double b) { return a < b ? -1 : 0; }
TIDE__WORD tide__truth at_least(double a, double b) { return a >= b ? -1 : 0; }
TIDE__WORD tide__truth at_most(double a, double b) { return a <= b ? -1 : 0; }

TIDE__WORD tide__truth between(double x, double low, double high) {
  return above(x, low) & below(x, high);
}

TIDE__WORD tide__truth about(double x, double target, double slack) {
  return at_least(x, target - slack) & at_most(x, target + slack);
}

/* x where it is so, else 0. */
TIDE__WORD double when(tide__truth so, double x) {
  int64_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits &= so;
  memcpy(&x, &bits, sizeof x);
  return x;
}

TIDE__WORD double choose(tide__truth so, double x, double otherwise) { return so ? x : otherwise; }

/* ---- a candle ---- */

TIDE__WORD double opens(const tide__candles *c, int k) { return c->open[-k]; }
TIDE__WORD double high(const tide__candles *c, int k) { return c->high[-k]; }
TIDE__WORD double low(const tide__candles *c, int k) { return c->low[-k]; }
TIDE__WORD double closes(const tide__candles *c, int k) { return c->close[-k]; }

TIDE__WORD double higher(double a, double b) { return a > b ? a : b; }
TIDE__WORD double lower(double a, double b) { return a < b ? a : b; }

/* The upper and the lower end of the body. */
TIDE__WORD double top(const tide__candles *c, int k) { return higher(closes(c, k), opens(c, k)); }
TIDE__WORD double bottom(const tide__candles *c, int k) { return lower(closes(c, k), opens(c, k)); }

TIDE__WORD double body(const tide__candles *c, int k) { return fabs(closes(c, k) - opens(c, k)); }
TIDE__WORD double upper_shadow(const tide__candles *c, int k) { return high(c, k) - top(c, k); }
TIDE__WORD double lower_shadow(const tide__candles *c, int k) { return bottom(c, k) - low(c, k); }

TIDE__WORD tide__truth white(const tide__candles *c, int k) {
  return at_least(closes(c, k), opens(c, k));
}

TIDE__WORD tide__truth black(const tide__candles *c, int k) { return ~white(c, k); }

/* Of one colour; of two. */
TIDE__WORD tide__truth alike(const tide__candles *c, int j, int k) {
  return ~(white(c, j) ^ white(c, k));
}

TIDE__WORD tide__truth unlike(const tide__candles *c, int j, int k) {
  return white(c, j) ^ white(c, k);
}

/* ---- long and short ---- */

/* What a setting is for candle k. */
TIDE__WORD double usual(const tide__candles *c, int setting, int k) {
  return tide__candle_settings[setting].factor * c->mean[tide__candle_settings[setting].mean][-k];
}

TIDE__WORD double near_by(const tide__candles *c, int k) { return usual(c, TIDE__NEAR, k); }
TIDE__WORD double far_by(const tide__candles *c, int k) { return usual(c, TIDE__FAR, k); }
TIDE__WORD double equal_by(const tide__candles *c, int k) { return usual(c, TIDE__EQUAL, k); }

/* What the parameter means for the body of k. */
TIDE__WORD double penetration(const tide__candles *c, int k) { return body(c, k) * c->penetration; }

TIDE__WORD tide__truth long_body(const tide__candles *c, int k) {
  return above(body(c, k), usual(c, TIDE__LONG_BODY, k));
}

/* At most usual; and less than that. */
TIDE__WORD tide__truth short_body(const tide__candles *c, int k) { return ~long_body(c, k); }

TIDE__WORD tide__truth shorter_body(const tide__candles *c, int k) {
  return below(body(c, k), usual(c, TIDE__LONG_BODY, k));
}

TIDE__WORD tide__truth doji(const tide__candles *c, int k) {
  return at_most(body(c, k), usual(c, TIDE__DOJI_BODY, k));
}

TIDE__WORD tide__truth tiny_upper(const tide__candles *c, int k) {
  return below(upper_shadow(c, k), usual(c, TIDE__TINY_SHADOW, k));
}

TIDE__WORD tide__truth tiny_lower(const tide__candles *c, int k) {
  return below(lower_shadow(c, k), usual(c, TIDE__TINY_SHADOW, k));
}

/* A shadow that is more than tiny. */
TIDE__WORD tide__truth some_upper(const tide__candles *c, int k) {
  return above(upper_shadow(c, k), usual(c, TIDE__TINY_SHADOW, k));
}

TIDE__WORD tide__truth some_lower(const tide__candles *c, int k) {
  return above(lower_shadow(c, k), usual(c, TIDE__TINY_SHADOW, k));
}

TIDE__WORD tide__truth short_upper(const tide__candles *c, int k) {
  return below(upper_shadow(c, k), usual(c, TIDE__SHORT_SHADOW, k));
}

TIDE__WORD tide__truth short_lower(const tide__candles *c, int k) {
  return below(lower_shadow(c, k), usual(c, TIDE__SHORT_SHADOW, k));
}

/* An upper shadow that is more than short. */
TIDE__WORD tide__truth marked_upper(const tide__candles *c, int k) {
  return above(upper_shadow(c, k), usual(c, TIDE__SHORT_SHADOW, k));
}

/* Shadows longer than so many bodies. */
TIDE__WORD tide__truth long_upper(const tide__candles *c, int k, double bodies) {
  return above(upper_shadow(c, k), bodies * body(c, k));
}

TIDE__WORD tide__truth long_lower(const tide__candles *c, int k, double bodies) {
  return above(lower_shadow(c, k), bodies * body(c, k));
}

TIDE__WORD tide__truth tiny_shadows(const tide__candles *c, int k) {
  return tiny_upper(c, k) & tiny_lower(c, k);
}

/* ---- two candles ---- */

/* The body of k begins above, below where the body of `before` ends. */
TIDE__WORD tide__truth gap_up(const tide__candles *c, int k, int before) {
  return above(bottom(c, k), top(c, before));
}

TIDE__WORD tide__truth gap_down(const tide__candles *c, int k, int before) {
  return below(top(c, k), bottom(c, before));
}

/* The same with shadows. */
TIDE__WORD tide__truth jump_up(const tide__candles *c, int k, int before) {
  return above(low(c, k), high(c, before));
}

TIDE__WORD tide__truth jump_down(const tide__candles *c, int k, int before) {
  return below(high(c, k), low(c, before));
}

/* A price within the body of k. */
TIDE__WORD tide__truth in_body(double x, const tide__candles *c, int k) {
  return between(x, bottom(c, k), top(c, k));
}

/* A price within the body of k or near it. */
TIDE__WORD tide__truth near_body(double x, const tide__candles *c, int k) {
  return at_least(x, bottom(c, k) - near_by(c, k)) & at_most(x, top(c, k) + near_by(c, k));
}

/* The body of k within the body of `outer`, which may share one end or both with it. */
TIDE__WORD tide__truth body_inside(const tide__candles *c, int k, int outer) {
  return below(top(c, k), top(c, outer)) & above(bottom(c, k), bottom(c, outer));
}

TIDE__WORD tide__truth body_covered(const tide__candles *c, int k, int outer) {
  return at_most(top(c, k), top(c, outer)) & at_least(bottom(c, k), bottom(c, outer));
}

/* The range of k within the range of `outer`. */
TIDE__WORD tide__truth range_inside(const tide__candles *c, int k, int outer) {
  return below(high(c, k), high(c, outer)) & above(low(c, k), low(c, outer));
}

/* ---- signals ---- */

TIDE__WORD double bullish(tide__truth so) { return when(so, 100.0); }
TIDE__WORD double bearish(tide__truth so) { return when(so, -100.0); }

/* 100 and -100; not both can be so. */
TIDE__WORD double either(tide__truth up, tide__truth down) { return bullish(up) + bearish(down); }

/* x with the sign of the colour of k, white above 0; and with the other sign. */
TIDE__WORD double with_colour(const tide__candles *c, int k, double x) {
  return when(white(c, k), x) - when(black(c, k), x);
}

TIDE__WORD double against_colour(const tide__candles *c, int k, double x) {
  return when(black(c, k), x) - when(white(c, k), x);
}
