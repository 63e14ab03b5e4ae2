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
  bool both; /* equal movements up and down both count; else neither */
} tide__movement;

static inline void tide__movement_begin(tide__movement *m, double period, bool both) {
  *m = (tide__movement){.keep = 1.0 - 1.0 / period, .period = (int32_t)period, .both = both};
}

/* Bars of the seed: sums are complete from bar period - 1 on, but need a change. */
static inline int32_t tide__movement_lookback(double period) {
  return period > 1.0 ? (int32_t)period - 1 : 1;
}

/* The share that a sum keeps of itself at the next bar: all, while it is seeded. */
static inline double tide__movement_share(const tide__movement *m) {
  return m->seen < m->period ? 1.0 : m->keep;
}

/* Takes a bar; whether the sums are complete. */
static inline bool tide__movement_next(tide__movement *m, double high, double low) {
  const double rise = tide__positive(high - m->high);
  const double fall = tide__positive(m->low - low);
  const double share = tide__movement_share(m);
  const bool first = m->seen == 0;
  const double none = 0.0 * (rise + fall); /* a NaN stays */
  const bool up = m->both ? rise >= fall : rise > fall;
  const bool down = m->both ? fall >= rise : fall > rise;
  m->high = high;
  m->low = low;
  if (m->seen <= m->period) m->seen++;
  if (first) return false;
  m->plus = m->plus * share + (up ? rise : none);
  m->minus = m->minus * share + (down ? fall : none);
  return m->seen >= m->period;
}
