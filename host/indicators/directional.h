/* directional.h -- Wilder's directional movement, for ADX, +DI and -DI.
 *
 * TA-Lib's seed: the sums of bars 1 .. n-1, and bar n is the first to be smoothed. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/smoothing.h"

enum { TIDE__MOVES = 64 };

/* Movement up, movement down and true range of bars t .. t+len-1, t >= 1. They
 * depend on nothing before, so the compiler can take several at once. */
typedef struct {
  double plus[TIDE__MOVES], minus[TIDE__MOVES], range[TIDE__MOVES];
} tide__moves;

static inline void tide__moves_read(tide__moves *m, const double *const *in, int32_t t,
                                    int32_t len) {
  const double *high = in[0] + t;
  const double *low = in[1] + t;
  const double *close = in[2] + t;
  for (int32_t i = 0; i < len; i++) {
    const double up = high[i] - high[i - 1];
    const double down = low[i - 1] - low[i];
    const double rise = tide__positive(up);
    const double fall = tide__positive(down);
    m->plus[i] = tide__where_above(rise, fall, rise);
    m->minus[i] = tide__where_above(fall, rise, fall);
    m->range[i] = tide__true_range(high[i], low[i], close[i - 1]);
  }
}

static inline int32_t tide__moves_len(int32_t t, int32_t end) {
  return end - t < TIDE__MOVES ? end - t : TIDE__MOVES;
}

/* Smoothed sums of movement and range. */
typedef struct {
  double plus, minus, range;
} tide__directional;

/* Move i joins; the old sums keep a share, 1 - 1 / n once the seed is complete. */
static inline void tide__directional_add(tide__directional *d, const tide__moves *m, int32_t i,
                                         double keep) {
  d->plus = d->plus * keep + m->plus[i];
  d->minus = d->minus * keep + m->minus[i];
  d->range = d->range * keep + m->range[i];
}

static inline tide__directional tide__directional_seed(const double *const *in, int32_t period) {
  tide__directional d = {0};
  tide__moves m;
  for (int32_t t = 1; t < period; t += TIDE__MOVES) {
    const int32_t len = tide__moves_len(t, period);
    tide__moves_read(&m, in, t, len);
    for (int32_t i = 0; i < len; i++) tide__directional_add(&d, &m, i, 1.0);
  }
  return d;
}

/* 100 * movement / range; nothing moved: 0. */
static inline double tide__directional_index(double movement, double range) {
  return range == 0.0 ? 0.0 : 100.0 * (movement / range);
}

/* +DI or -DI of a whole column: the same sums, of which each shows one movement. */
static inline int tide__directional_run(int32_t n, const double *const *in, const double *p,
                                        double *const *out, bool plus) {
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;

  const double keep = 1.0 - 1.0 / p[0];
  tide__directional d = tide__directional_seed(in, period);
  tide__moves m;
  for (int32_t t = period; t < n; t += TIDE__MOVES) {
    const int32_t len = tide__moves_len(t, n);
    tide__moves_read(&m, in, t, len);
    for (int32_t i = 0; i < len; i++) {
      tide__directional_add(&d, &m, i, keep);
      y[t + i] = tide__directional_index(plus ? d.plus : d.minus, d.range);
    }
  }
  return TIDE_OK;
}
