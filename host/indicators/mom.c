/* mom.c -- Momentum.
 *
 *   mom[t] = x[t] - x[t-n]
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t mom_lookback(const double *p) { return (int32_t)p[0]; }

static int mom_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;
  for (int32_t t = period; t < n; t++) y[t] = x[t] - x[t - period];
  return TIDE_OK;
}

struct mom {
  tide__window lag;
};

static int32_t mom_memory(const double *p) {
  return (int32_t)sizeof(struct mom) + tide__window_bytes(p[0]);
}

static void mom_begin(struct mom *s, const double *p, void *memory) {
  tide__window_begin(&s->lag, p[0], memory);
}

static inline void mom_step(struct mom *s, const double *x, double *y) {
  y[0] = x[0] - tide__lag_next(&s->lag, x[0]);
}

TIDE__WINDOW_STEPS(mom, 1, 1)

const tide_indicator tide_ind_mom = {
  .name = "mom",
  .title = "Momentum",
  .group = "momentum",
  .source = "TA-Lib MOM",
  .inputs = {"real"},
  .outputs = {"mom"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = mom_lookback,
  .warmup = mom_lookback,
  TIDE__STREAM(mom),
  .run = mom_run,
};
