/* decay.c -- a value that falls by the same amount each bar.
 *
 *   decay[0] = x[0]
 *   decay[t] = max(x[t], decay[t-1] - 1 / n)
 *
 * Made for columns of 0 and 1: after a 1 it takes n bars to 0.
 */
#include "indicators/steps.h"

static int32_t decay_lookback(const double *p) {
  (void)p;
  return 0;
}

static int32_t decay_warmup(const double *p) { return (int32_t)p[0]; }

struct decay {
  double y, fall;
  bool begun;
};

static void decay_begin(struct decay *s, const double *p) { s->fall = 1.0 / p[0]; }

static inline void decay_step(struct decay *s, const double *x, double *y) {
  const double left = s->y - s->fall;
  /* An undefined value is neither above nor below: the sum is undefined, too. */
  const double next = x[0] > left ? x[0] : (x[0] <= left ? left : x[0] + left);
  s->y = s->begun ? next : x[0];
  s->begun = true;
  y[0] = s->y;
}

TIDE__STEPS(decay, 1, 1)

const tide_indicator tide_ind_decay = {
  .name = "decay",
  .title = "Linear Decay",
  .group = "statistic",
  .source = "Tulip Indicators decay",
  .inputs = {"real"},
  .outputs = {"decay"},
  .units = {"index"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 5, .step = 1, .integer = true}},
  .lookback = decay_lookback,
  .warmup = decay_warmup,
  TIDE__STREAM(decay),
};
