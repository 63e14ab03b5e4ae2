/* mom.c -- Momentum.
 *
 *   mom[t] = x[t] - x[t-n]
 */
#include "indicators/indicator.h"

static int32_t mom_lookback(const double *p) { return (int32_t)p[0]; }

static int mom_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;
  for (int32_t t = period; t < n; t++) y[t] = x[t] - x[t - period];
  return TIDE_OK;
}

const tide_indicator tide_ind_mom = {
  .name = "mom",
  .title = "Momentum",
  .group = "momentum",
  .source = "TA-Lib MOM",
  .inputs = {"real"},
  .outputs = {"mom"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = mom_lookback,
  .warmup = mom_lookback,
  .run = mom_run,
};
