/* extreme_index.h -- how long ago the extreme of a sliding window was, one bar at a time.
 *
 * Blocks as in window.h: each entry keeps the extreme of the rest of its block and
 * where it stands, so a bar costs two comparisons whatever the period. Of equal values
 * the newest counts. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/window.h"

typedef struct {
  tide__window w; /* one entry more at the end, below everything */
  int32_t *place; /* [period + 1] entry of the extreme that w.kept[i] holds */
  double m;       /* extreme of the block that grows */
  int32_t at;     /* its entry */
  int32_t bad;    /* bars until the last NaN has left */
} tide__extreme_index;

static inline int32_t tide__extreme_index_bytes(double period) {
  return 2 * tide__window_bytes(period + 1.0);
}

static inline void *tide__extreme_index_begin(tide__extreme_index *s, double period, void *memory) {
  *s = (tide__extreme_index){0};
  double *end = (double *)tide__window_begin(&s->w, period, memory) + 1;
  void *places = end;
  s->place = places;
  for (int32_t i = 0; i <= s->w.period; i++) s->w.kept[i] = -TIDE__INF;
  return end + s->w.period + 1;
}

/* Turns the values of the block before into the extremes of what is left of it. */
static inline void tide__extreme_index_turn(tide__extreme_index *s) {
  double m = -TIDE__INF;
  int32_t at = s->w.period - 1;
  for (int32_t i = at; i > 0; i--) {
    const double x = s->w.kept[i];
    at = x > m ? i : at;
    m = x > m ? x : m;
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
  }
  if (x >= s->m) {
    s->m = x;
    s->at = i;
  }
  const bool earlier = w->kept[i + 1] > s->m;
  const int32_t ago = earlier ? i + w->period - s->place[i + 1] : i - s->at;
  w->kept[i] = x;
  if (x != x) s->bad = w->period;
  const bool whole = tide__window_step(w) && s->bad == 0;
  if (s->bad) s->bad--;
  return whole ? (double)ago : TIDE__NAN;
}

/* The same for the lowest value: the highest of the negated ones. */
static inline double tide__lowest_ago_next(tide__extreme_index *s, double x) {
  return tide__highest_ago_next(s, -x);
}
