/* comoments.h -- how two columns move together in a sliding window, one bar at a time.
 *
 * Blocks as in window.h: nothing is subtracted, so the sums cannot drift. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/window.h"

/* Sums of x, y, x * x, x * y and y * y, with x and y less a value of the window. */
enum { TIDE__CO_X, TIDE__CO_Y, TIDE__CO_XX, TIDE__CO_XY, TIDE__CO_YY, TIDE__CO_SUMS };

typedef struct {
  tide__window x; /* the block that grows, and its companion y */
  double *y;
  double *rest[TIDE__CO_SUMS]; /* [period] what the block before adds to the windows to come */
  double kx, ky, sum[TIDE__CO_SUMS];
} tide__comoments;

static inline int32_t tide__comoments_bytes(double period) {
  return (2 + TIDE__CO_SUMS) * tide__window_bytes(period);
}

static inline void *tide__comoments_begin(tide__comoments *s, double period, void *memory) {
  *s = (tide__comoments){0};
  s->y = tide__window_begin(&s->x, period, memory);
  double *at = s->y + s->x.period;
  for (int i = 0; i < TIDE__CO_SUMS; i++, at += s->x.period) s->rest[i] = at;
  return at;
}

static inline void tide__comoments_add(double *sum, double dx, double dy) {
  sum[TIDE__CO_X] += dx;
  sum[TIDE__CO_Y] += dy;
  sum[TIDE__CO_XX] += dx * dx;
  sum[TIDE__CO_XY] += dx * dy;
  sum[TIDE__CO_YY] += dy * dy;
}

/* At the first bar of a block: entry i of `rest` gets the sums over the entries of
 * the block before that follow i. */
static inline void tide__comoments_turn(tide__comoments *s) {
  double sum[TIDE__CO_SUMS] = {0};
  for (int32_t i = s->x.period - 1; i >= 0; i--) {
    for (int k = 0; k < TIDE__CO_SUMS; k++) s->rest[k][i] = sum[k];
    tide__comoments_add(sum, s->x.kept[i] - s->kx, s->y[i] - s->ky);
  }
}

/* Sums over the window into `total` [TIDE__CO_SUMS]; false until it is whole. */
static inline bool tide__comoments_next(tide__comoments *s, double x, double y, double *total) {
  tide__window *w = &s->x;
  if (w->seen == 0 && (x != x || y != y)) return false;
  if (w->i == 0) {
    s->kx = x;
    s->ky = y;
    for (int k = 0; k < TIDE__CO_SUMS; k++) s->sum[k] = 0.0;
    if (w->seen) tide__comoments_turn(s);
  }
  const int32_t i = w->i;
  w->kept[i] = x;
  s->y[i] = y;
  tide__comoments_add(s->sum, x - s->kx, y - s->ky);
  for (int k = 0; k < TIDE__CO_SUMS; k++) total[k] = s->rest[k][i] + s->sum[k];
  return tide__window_step(w);
}
