/* line.h -- the least squares line through a sliding window, one bar at a time.
 *
 * Whatever is asked of the line is a sum of the values with weights that rise
 * evenly: base + rise * place, place 1 (oldest) to period (newest). All are whole
 * numbers, so only one rounded sum is kept. Blocks as in window.h, in the order of
 * rolling.h. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/window.h"

/* The line a + b * i, i = 0 (oldest) to n - 1 (newest): its rise b, its height a at
 * the oldest value, at the newest, and at i = n, one bar ahead. */
static inline tide__weighing tide__line_slope(double n) {
  return (tide__weighing){-(n + 1.0), 2.0, n * (n * n - 1.0) / 6.0};
}
static inline tide__weighing tide__line_start(double n) {
  return (tide__weighing){4.0 * (n + 1.0), -6.0, n * (n + 1.0)};
}
static inline tide__weighing tide__line_end(double n) {
  return (tide__weighing){-2.0 * (n + 1.0), 6.0, n * (n + 1.0)};
}
static inline tide__weighing tide__line_ahead(double n) {
  return (tide__weighing){-2.0 * (n + 2.0), 6.0, n * (n - 1.0)};
}

typedef struct {
  tide__window w;
  tide__weighing how;
  double newest; /* weight */
  double share;  /* 1 / divisor */
  double k, sum, weighted;
} tide__line;

static inline void *tide__line_begin(tide__line *s, double period, tide__weighing how,
                                     void *memory) {
  *s = (tide__line){.how = how, .newest = how.base + how.rise * period, .share = 1.0 / how.divisor};
  return tide__window_begin(&s->w, period, memory);
}

/* Turns the values of the block before into what they add to the windows to come. */
static inline void tide__line_turn(tide__line *s) {
  double *old = s->w.kept + 1;
  double sum = 0.0;
  double weighted = 0.0;
  for (int32_t i = s->w.period - 2; i >= 0; i--) {
    const double d = old[i] - s->k;
    sum += d;
    old[i] = weighted += s->how.rise * sum + s->how.base * d;
  }
}

/* The weighted sum of x - s->k over the window; NaN until it is whole. */
static inline double tide__line_sum(tide__line *s, double x) {
  tide__window *w = &s->w;
  if (w->seen == 0 && x != x) return TIDE__NAN;
  if (w->i == 0) {
    s->k = x;
    s->sum = s->weighted = 0.0;
    if (w->seen) tide__line_turn(s);
  }
  const double before = w->i + 1 < w->period ? w->kept[w->i + 1] : 0.0;
  const double d = x - s->k;
  w->kept[w->i] = x;
  s->weighted += s->newest * d - s->how.rise * s->sum;
  s->sum += d;
  return tide__window_step(w) ? before + s->weighted : TIDE__NAN;
}

/* What the line says, of weights that add up to 0 (a slope) ... */
static inline double tide__line_next(tide__line *s, double x) {
  return tide__line_sum(s, x) * s->share;
}

/* ... and of weights that add up to the divisor (a height). */
static inline double tide__line_height(tide__line *s, double x) {
  const double sum = tide__line_sum(s, x);
  return s->k + sum * s->share;
}
