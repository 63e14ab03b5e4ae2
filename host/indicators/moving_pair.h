/* moving_pair.h -- a fast and a slow moving average of any type, for apo, ppo and macdext. */
#pragma once
#include "indicators/derived_mean.h"
#include "indicators/moving.h"

typedef struct {
  double period, type;
} tide__moving_kind;

typedef struct {
  tide__moving average;
  int32_t waits; /* bars that it leaves out at first */
} tide__moving_member;

typedef struct {
  tide__moving_member fast, slow;
} tide__moving_pair;

static inline int32_t tide__moving_kind_lookback(tide__moving_kind kind) {
  return tide__moving_lookback(kind.type, kind.period);
}

/* First bar at which both are defined. */
static inline int32_t tide__moving_pair_lookback(tide__moving_kind a, tide__moving_kind b) {
  const int32_t of_a = tide__moving_kind_lookback(a);
  const int32_t of_b = tide__moving_kind_lookback(b);
  return of_a > of_b ? of_a : of_b;
}

static inline int32_t tide__moving_pair_warmup(tide__moving_kind a, tide__moving_kind b) {
  const int32_t of_a = tide__moving_warmup(a.type, a.period) - tide__moving_kind_lookback(a);
  const int32_t of_b = tide__moving_warmup(b.type, b.period) - tide__moving_kind_lookback(b);
  return tide__moving_pair_lookback(a, b) + (of_a > of_b ? of_a : of_b);
}

static inline int32_t tide__moving_pair_bytes(tide__moving_kind a, tide__moving_kind b) {
  return tide__moving_bytes(a.type, a.period) + tide__moving_bytes(b.type, b.period);
}

/* together: both have their first value at the same bar; else each as soon as it can. */
static inline void *tide__moving_pair_begin(tide__moving_pair *s, tide__moving_kind fast,
                                            tide__moving_kind slow, bool together, void *memory) {
  const int32_t first = together ? tide__moving_pair_lookback(fast, slow) : 0;
  s->fast.waits = together ? first - tide__moving_kind_lookback(fast) : 0;
  s->slow.waits = together ? first - tide__moving_kind_lookback(slow) : 0;
  memory = tide__moving_begin(&s->fast.average, fast.type, fast.period, memory);
  return tide__moving_begin(&s->slow.average, slow.type, slow.period, memory);
}

static inline double tide__moving_value(const double *const *in, int32_t t) { return in[0][t]; }

/* y [n], a whole column, joined with the plain means of in[0]. */
static inline void tide__moving_means(int32_t n, const double *const *in, double period, double *y,
                                      tide__join *join) {
  tide__derived_mean(n, in, (int32_t)period, tide__moving_value, y, join);
}

static inline double tide__moving_member_next(tide__moving_member *s, double x) {
  if (s->waits == 0) return tide__moving_next(&s->average, x);
  s->waits--;
  return TIDE__NAN;
}
