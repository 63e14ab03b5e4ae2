/* flow.h -- sums of what flows through a window, one bar at a time.
 *
 * Blocks as in window.h, but the terms themselves are added, not their distance from
 * a shift: for terms around 0 or of one sign. Then a window of zeros sums to exactly 0.
 * What comes before the first number is skipped. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/window.h"

typedef struct {
  tide__window w;
  double sum;
} tide__flow;

/* `memory` as in window.h: tide__window_bytes(period) of it. */
static inline void *tide__flow_begin(tide__flow *s, double period, void *memory) {
  *s = (tide__flow){0};
  return tide__window_begin(&s->w, period, memory);
}

/* Turns the values of the block before into what they add to the windows to come. */
static inline void tide__flow_turn(tide__flow *s) {
  double *old = s->w.kept + 1;
  double sum = 0.0;
  for (int32_t i = s->w.period - 2; i >= 0; i--) old[i] = sum += old[i];
}

/* The sum over the window; NaN until it is whole. */
static inline double tide__flow_next(tide__flow *s, double x) {
  tide__window *w = &s->w;
  if (w->seen == 0 && x != x) return TIDE__NAN;
  if (w->i == 0) {
    s->sum = 0.0;
    if (w->seen) tide__flow_turn(s);
  }
  const double before = w->i + 1 < w->period ? w->kept[w->i + 1] : 0.0;
  w->kept[w->i] = x;
  s->sum += x;
  return tide__window_step(w) ? before + s->sum : TIDE__NAN;
}
