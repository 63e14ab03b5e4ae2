/* movement.h -- Wilder's directional movement alone, summed: for dm, di, plus_dm and
 * minus_dm, which show it from the end of its seed on. */
#pragma once
#include "indicators/smoothing.h"

#include <stdbool.h>

typedef struct {
  double plus, minus; /* sums */
  double keep;        /* 1 - 1 / n, the share the sums keep of themselves */
  double high, low;   /* of the bar before */
  int32_t period, seen;
} tide__movement;

static inline void tide__movement_begin(tide__movement *m, double period) {
  *m = (tide__movement){.keep = 1.0 - 1.0 / period, .period = (int32_t)period};
}

/* Bars of the seed: sums are complete from bar period - 1 on, but need a change. */
static inline int32_t tide__movement_lookback(double period) {
  return period > 1.0 ? (int32_t)period - 1 : 1;
}

/* The share that a sum keeps of itself at the next bar: all, while it is seeded. */
static inline double tide__movement_share(const tide__movement *m) {
  return m->seen < m->period ? 1.0 : m->keep;
}

/* Takes a bar; whether the sums are complete. Equal movements up and down count both
 * ways, or neither. Without branches, as in smoothing.h. */
static inline bool tide__movement_next(tide__movement *m, double high, double low, bool both) {
  const double rise = tide__positive(high - m->high);
  const double fall = tide__positive(m->low - low);
  const double share = tide__movement_share(m);
  const bool first = m->seen == 0;
  const double none = 0.0 * (rise + fall); /* a NaN stays */
  const double up =
    both ? rise - tide__where_above(fall, rise, rise) : tide__where_above(rise, fall, rise);
  const double down =
    both ? fall - tide__where_above(rise, fall, fall) : tide__where_above(fall, rise, fall);
  m->high = high;
  m->low = low;
  if (m->seen <= m->period) m->seen++;
  if (first) return false;
  m->plus = m->plus * share + (up + none);
  m->minus = m->minus * share + (down + none);
  return m->seen >= m->period;
}
