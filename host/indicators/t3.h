/* t3.h -- Tillson's average, one bar at a time; t3.c says what it is. */
#pragma once
#include "indicators/average.h"

typedef struct {
  tide__average e[6];
  double c1, c2, c3; /* weights of e6, e5, e4 beside e3; all four make 1 */
} tide__t3;

static inline void tide__t3_begin(tide__t3 *s, double period, double v) {
  for (int i = 0; i < 6; i++) tide__ema_begin(&s->e[i], period);
  s->c1 = -(v * v * v);
  s->c2 = 3.0 * (v * v + v * v * v);
  s->c3 = -3.0 * (2.0 * v * v + v + v * v * v);
}

/* The value, of six averages each of the one before. */
static inline double tide__t3_mix(const tide__t3 *s, const double *e) {
  return e[2] + s->c3 * (e[3] - e[2]) + s->c2 * (e[4] - e[2]) + s->c1 * (e[5] - e[2]);
}

static inline double tide__t3_next(tide__t3 *s, double x) {
  double e[6];
  for (int i = 0; i < 6; i++) e[i] = x = tide__average_next(&s->e[i], x);
  return tide__t3_mix(s, e);
}
