/* mama.h -- MESA adaptive averages, one bar at a time; mama.c says what they are. */
#pragma once
#include "indicators/hilbert.h"

typedef struct {
  tide__hilbert hilbert;
  double fast, slow; /* limits of the factor */
  double phase, mama, fama;
} tide__mama;

static inline void tide__mama_begin(tide__mama *m, double fast, double slow) {
  *m = (tide__mama){.fast = fast, .slow = slow};
  tide__hilbert_begin(&m->hilbert, TIDE__HILBERT_SHORT);
}

/* Writes the slower of the two to *fama, returns the faster. Both are NaN before the
 * lookback, counted from the first number. */
static inline double tide__mama_next(tide__mama *m, double x, double *fama) {
  const tide__hilbert *h = &m->hilbert;
  *fama = TIDE__NAN;
  if (!tide__hilbert_next(&m->hilbert, x)) return TIDE__NAN;
  const double phase = h->i1 != 0.0 ? tide__angle(h->q1, h->i1) : 0.0;
  const double turned = tide__max(1.0, m->phase - phase);
  const double alpha = turned > 1.0 ? tide__max(m->fast / turned, m->slow) : m->fast;
  m->phase = phase;
  m->mama += (x - m->mama) * alpha;
  m->fama += (m->mama - m->fama) * (0.5 * alpha);
  if (!tide__hilbert_whole(h)) return TIDE__NAN;
  *fama = m->fama;
  return m->mama;
}
