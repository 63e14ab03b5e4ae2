/* rank.h -- a sliding window that is kept in order, one bar at a time.
 *
 * Counts of smaller values and the k-th smallest. The value that leaves is found by
 * bisection, the new one takes its place, and what lies between the two moves by one:
 * a single move of memory, a third of the window on average. For a window of 5000
 * values (TIDE__PERIOD_MAX) that is about 0.1 us, less than a walk down a tree.
 *
 * A NaN counts as above everything; the window is not whole until it has left. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/window.h"

#include <string.h>

typedef struct {
  tide__window w;
  double *sorted; /* [period], the first w.seen are filled */
  int32_t bad;    /* bars until the last NaN has left */
} tide__rank;

static inline int32_t tide__rank_bytes(double period) { return 2 * tide__window_bytes(period); }

static inline void *tide__rank_begin(tide__rank *s, double period, void *memory) {
  *s = (tide__rank){0};
  s->sorted = tide__window_begin(&s->w, period, memory);
  return s->sorted + s->w.period;
}

/* How many values of the window are below x. */
static inline int32_t tide__rank_below(const tide__rank *s, double x) {
  int32_t at = 0;
  int32_t len = s->w.seen;
  while (len > 0) { /* without a branch on the data: bisection is a coin toss */
    const int32_t half = (len + 1) / 2;
    at += half & -(int32_t)(s->sorted[at + half - 1] < x);
    len -= half;
  }
  return at;
}

/* How many are x or below. */
static inline int32_t tide__rank_upto(const tide__rank *s, double x) {
  int32_t at = 0;
  int32_t len = s->w.seen;
  while (len > 0) {
    const int32_t half = (len + 1) / 2;
    at += half & -(int32_t)(s->sorted[at + half - 1] <= x);
    len -= half;
  }
  return at;
}

/* The k-th smallest, k from 0 to s->w.seen - 1. */
static inline double tide__rank_value(const tide__rank *s, int32_t k) { return s->sorted[k]; }

/* tide__rank_next of an x of which is known that `to` values are below it. */
static inline bool tide__rank_put(tide__rank *s, double x, int32_t to) {
  tide__window *w = &s->w;
  double *sorted = s->sorted;
  if (w->seen == 0 && x != x) return false;
  if (x != x) s->bad = w->period;
  const double key = x == x ? x : TIDE__INF;
  if (w->seen < w->period) {
    memmove(sorted + to + 1, sorted + to, (size_t)(w->seen - to) * sizeof *sorted);
    sorted[to] = key;
  } else {
    const int32_t from = tide__rank_below(s, w->kept[w->i]);
    if (from < to) {
      memmove(sorted + from, sorted + from + 1, (size_t)(to - 1 - from) * sizeof *sorted);
      sorted[to - 1] = key;
    } else {
      memmove(sorted + to + 1, sorted + to, (size_t)(from - to) * sizeof *sorted);
      sorted[to] = key;
    }
  }
  w->kept[w->i] = key;
  const bool whole = tide__window_step(w) && s->bad == 0;
  if (s->bad) s->bad--;
  return whole;
}

/* x joins, the oldest leaves. Whether the window is whole and without NaN. */
static inline bool tide__rank_next(tide__rank *s, double x) {
  return tide__rank_put(s, x, tide__rank_below(s, x == x ? x : TIDE__INF));
}
