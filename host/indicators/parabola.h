/* parabola.h -- Wilder's stop and reverse, one bar at a time; psar.c says what it is.
 *
 * A side sees prices with its own sign: for a short they are negated, so that "near" is
 * the price that can hit the stop and "far" the one that sets the extreme. The stop and
 * the extreme are kept with the sign of the side they belong to. */
#pragma once
#include "core/nan.h"
#include "indicators/rolling.h"
#include "indicators/smoothing.h"

#include <stdbool.h>

enum { TIDE__PARABOLA_LONG, TIDE__PARABOLA_SHORT };

/* How the stop of a side closes in: its factor at first, for each new extreme, at most. */
typedef struct {
  double first, rise, most;
} tide__pace;

typedef struct {
  tide__pace pace[2];
  double start;  /* 0: the first two bars tell; a long's first stop; minus a short's */
  double offset; /* share of the stop by which a reversal moves it away */
  double sar, ep, af;
  double high, low; /* of the bar before */
  int32_t seen;     /* bars, up to 2 */
  bool is_long;
} tide__parabola;

static inline tide__pace tide__pace_of(double first, double rise, double most) {
  return (tide__pace){tide__min(first, most), tide__min(rise, most), most};
}

/* Wilder's own: one pace for both sides, which grows by what it begins with. */
static inline void tide__parabola_begin(tide__parabola *s, double acceleration, double maximum) {
  const tide__pace pace = tide__pace_of(acceleration, acceleration, maximum);
  *s = (tide__parabola){.pace = {pace, pace}};
}

/* The stop closes at least the first factor of the way to the extreme each bar. */
static inline int32_t tide__parabola_warmup(double acceleration, double maximum) {
  return 1 + tide__decay_bars(tide__min(acceleration, maximum));
}

/* At bar 1, with bar 0 before it. */
static inline void tide__parabola_open(tide__parabola *s, double high, double low) {
  const double down = s->low - low;
  const bool falls = down > 0.0 && high - s->high < down;
  s->is_long = s->start == 0.0 ? !falls : s->start > 0.0;
  s->sar = s->is_long ? s->low : -s->high;
  if (s->start != 0.0) s->sar = s->start;
  s->ep = s->is_long ? high : -low;
  s->af = s->pace[s->is_long ? TIDE__PARABOLA_LONG : TIDE__PARABOLA_SHORT].first;
  s->high = high; /* bar 1 is its own predecessor in the limits */
  s->low = low;
}

/* The stop is hit: the other side begins. Returns its stop with the sign of the old. */
static inline double tide__parabola_turn(tide__parabola *s, double near, double far,
                                         double far_before) {
  const double limit = tide__max(far, far_before);
  double value = tide__max(limit, s->ep);
  value += (s->is_long ? value : -value) * s->offset;
  s->is_long = !s->is_long;
  s->af = s->pace[s->is_long ? TIDE__PARABOLA_LONG : TIDE__PARABOLA_SHORT].first;
  s->ep = -near;
  s->sar = -tide__max(limit, value + s->af * (near - value));
  return value;
}

static inline double tide__parabola_value(tide__parabola *s, double near, double near_before,
                                          double far, double far_before) {
  if (near <= s->sar) return tide__parabola_turn(s, near, far, far_before);
  const double value = s->sar;
  const tide__pace *pace = &s->pace[s->is_long ? TIDE__PARABOLA_LONG : TIDE__PARABOLA_SHORT];
  if (far > s->ep) {
    s->ep = far;
    s->af = tide__min(pace->most, s->af + pace->rise);
  }
  s->sar = tide__min(near, tide__min(near_before, value + s->af * (s->ep - value)));
  return value;
}

/* The stop of this bar, NaN at the first and for ever after a hole; is_long tells the side
 * that it now guards. */
static inline double tide__parabola_next(tide__parabola *s, double high, double low) {
  double value = TIDE__NAN;
  if (s->seen == 1) tide__parabola_open(s, high, low);
  if (s->seen < 2) s->seen++;
  if (high != high || low != low) s->sar = TIDE__NAN;
  if (s->seen == 2)
    value = s->is_long ? tide__parabola_value(s, low, s->low, high, s->high)
                       : -tide__parabola_value(s, -high, -s->high, -low, -s->low);
  s->high = high;
  s->low = low;
  return value;
}
