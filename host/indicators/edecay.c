/* edecay.c -- a value that falls by the same share each bar.
 *
 *   edecay[0] = x[0]
 *   edecay[t] = max(x[t], edecay[t-1] * (1 - 1 / n))
 */
#include "indicators/average.h"
#include "indicators/steps.h"

static int32_t edecay_lookback(const double *p) {
  (void)p;
  return 0;
}

static int32_t edecay_warmup(const double *p) { return tide__decay_bars(1.0 / p[0]); }

struct edecay {
  double y, keep;
  bool begun;
};

static void edecay_begin(struct edecay *s, const double *p) { s->keep = 1.0 - 1.0 / p[0]; }

static inline void edecay_step(struct edecay *s, const double *x, double *y) {
  const double left = s->y * s->keep;
  /* An undefined value is neither above nor below: the sum is undefined, too. */
  const double next = x[0] > left ? x[0] : (x[0] <= left ? left : x[0] + left);
  s->y = s->begun ? next : x[0];
  s->begun = true;
  y[0] = s->y;
}

TIDE__STEPS(edecay, 1, 1)

const tide_indicator tide_ind_edecay = {
  .name = "edecay",
  .title = "Exponential Decay",
  .group = "statistic",
  .source = "Tulip Indicators edecay",
  .inputs = {"real"},
  .outputs = {"edecay"},
  .units = {"index"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 5, .step = 1, .integer = true}},
  .lookback = edecay_lookback,
  .warmup = edecay_warmup,
  TIDE__STREAM(edecay),
};
