/* extreme_index.h -- how long ago the extreme of a sliding window was, one bar at a time.
 *
 * Blocks as in window.h: each entry keeps the extreme of the rest of its block and
 * where it stands, so a bar costs two comparisons whatever the period. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/window.h"

typedef struct {
  tide__window w;
  double *place; /* [period] entry of the extreme that w.kept[i] holds */
  double m, at;  /* extreme of the block that grows, and its entry */
  int32_t bad;   /* bars until the last NaN has left */
  bool newest;   /* of equal values; else the oldest */
} tide__extreme_index;

static inline int32_t tide__extreme_index_bytes(double period) {
  return 2 * tide__window_bytes(period);
}

static inline void *tide__extreme_index_begin(tide__extreme_index *s, double period, bool newest,
                                              void *memory) {
  *s = (tide__extreme_index){.newest = newest};
  s->place = tide__window_begin(&s->w, period, memory);
  return s->place + s->w.period;
}

/* Turns the values of the block before into the extremes of what is left of it. */
static inline void tide__extreme_index_turn(tide__extreme_index *s) {
  double m = -TIDE__INF;
  double at = (double)(s->w.period - 1);
  for (int32_t i = s->w.period - 1; i >= 1; i--) {
    const double x = s->w.kept[i];
    const bool better = s->newest ? x > m : x >= m;
    m = better ? x : m;
    at = better ? (double)i : at;
    s->w.kept[i] = m;
    s->place[i] = at;
  }
}

/* Bars since the highest value of the window, 0 when it is the bar's own; NaN until
 * the window is whole and while it holds a NaN. */
static inline double tide__highest_ago_next(tide__extreme_index *s, double x) {
  tide__window *w = &s->w;
  if (w->seen == 0 && x != x) return TIDE__NAN;
  const int32_t i = w->i;
  if (i == 0) {
    if (w->seen) tide__extreme_index_turn(s);
    s->m = -TIDE__INF;
    s->at = 0.0;
  }
  const bool better = s->newest ? x >= s->m : x > s->m;
  s->m = better ? x : s->m;
  s->at = better ? (double)i : s->at;

  const bool old = i + 1 < w->period && w->seen == w->period;
  const double before = old ? w->kept[i + 1] : -TIDE__INF;
  const double before_at = old ? s->place[i + 1] - (double)w->period : s->at;
  const bool earlier = s->newest ? before > s->m : before >= s->m;
  const double at = earlier ? before_at : s->at;
  w->kept[i] = x;
  if (x != x) s->bad = w->period;
  const bool whole = tide__window_step(w) && s->bad == 0;
  if (s->bad) s->bad--;
  return whole ? (double)i - at : TIDE__NAN;
}

/* The same for the lowest value: the highest of the negated ones. */
static inline double tide__lowest_ago_next(tide__extreme_index *s, double x) {
  return tide__highest_ago_next(s, -x);
}
