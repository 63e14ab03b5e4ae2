/* bars_since.c -- Bars since a condition was last true.
 *
 *   bars_since[t] = t - s, s <= t the last bar at which the condition is true
 *
 * 0 on the bar itself; undefined before the condition was true for the first time,
 * so that a comparison with it is false until then.
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"

static int32_t bars_since_lookback(const double *p) {
  (void)p;
  return 0;
}

struct bars_since {
  double bars;
};

static void bars_since_begin(struct bars_since *s, const double *p) {
  (void)p;
  s->bars = TIDE__NAN;
}

static inline void bars_since_step(struct bars_since *s, const double *x, double *y) {
  /* Without a branch. What is no number is neither true nor false: unknown until it is
   * true again. */
  s->bars = tide__where_above(1.0, fabs(x[0]), s->bars + 1.0) + (x[0] - x[0]);
  y[0] = s->bars;
}

TIDE__STEPS(bars_since, 1, 1)

const tide_indicator tide_ind_bars_since = {
  .name = "bars_since",
  .title = "Bars Since a Condition",
  .group = "price",
  .source = "counting",
  .inputs = {"condition"},
  .outputs = {"bars_since"},
  .units = {"bars"},
  .out_min = 0.0,
  .out_max = INFINITY,
  .sparse = true,
  .lookback = bars_since_lookback,
  .warmup = bars_since_lookback,
  TIDE__STREAM(bars_since),
};
