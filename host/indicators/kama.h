/* kama.h -- Kaufman's adaptive average, one bar at a time; kama.c says what it is.
 *
 * What comes before the first number is skipped; a NaN later stays for ever. */
#pragma once
#include "indicators/flow.h"
#include "indicators/smoothing.h"

typedef struct {
  tide__window lag;
  tide__flow path; /* of |x - x before| */
  double fast, slow;
  double before, y;
  bool begun;
} tide__kama;

/* Limits of the factor before it is squared: of averages of `fast` and `slow` bars. */
enum { TIDE__KAMA_FAST = 2, TIDE__KAMA_SLOW = 30 };

static inline int32_t tide__kama_bytes(double period) { return 2 * tide__window_bytes(period); }

static inline void *tide__kama_begin(tide__kama *s, double period, double fast, double slow,
                                     void *memory) {
  *s = (tide__kama){.fast = tide__ema_alpha(fast), .slow = tide__ema_alpha(slow)};
  s->before = TIDE__NAN;
  memory = tide__window_begin(&s->lag, period, memory);
  return tide__flow_begin(&s->path, period, memory);
}

/* Defined from value `period` on, 0 being the first. */
static inline double tide__kama_next(tide__kama *s, double x) {
  const double old = tide__lag_next(&s->lag, x);
  const double path = tide__flow_next(&s->path, fabs(x - s->before));
  const double yesterday = s->before;
  s->before = x;
  if (s->path.w.seen < s->path.w.period) return TIDE__NAN;
  if (!s->begun) s->y = yesterday;
  s->begun = true;
  const double move = fabs(x - old);
  const double efficiency = move < path ? move / path : 1.0;
  const double factor = efficiency * (s->fast - s->slow) + s->slow;
  return s->y += (x - s->y) * (factor * factor);
}
