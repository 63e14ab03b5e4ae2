/* kama.h -- Kaufman's adaptive average, one bar at a time; kama.c says what it is.
 *
 * What comes before the first number is skipped; a NaN later stays for ever. */
#pragma once
#include "indicators/smoothing.h"
#include "indicators/window.h"

typedef struct {
  tide__window lag;
  tide__totals path; /* of |x - x before| */
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
  return tide__totals_begin(&s->path, period, memory);
}

/* What a move over the whole window, and the path it took, make of the two limits. */
static inline double tide__kama_factor(double move, double path, double fast, double slow) {
  const double share = move / path;
  const double efficiency = move < path ? share : 1.0;
  const double factor = efficiency * (fast - slow) + slow;
  return factor * factor;
}

/* Defined from value `period` on, 0 being the first. */
static inline double tide__kama_next(tide__kama *s, double x) {
  const double old = tide__lag_next(&s->lag, x);
  const double path = tide__totals_next(&s->path, fabs(x - s->before));
  const double yesterday = s->before;
  s->before = x;
  if (s->path.w.seen < s->path.w.period) return TIDE__NAN;
  if (!s->begun) s->y = yesterday;
  s->begun = true;
  return s->y += (x - s->y) * tide__kama_factor(fabs(x - old), path, s->fast, s->slow);
}
