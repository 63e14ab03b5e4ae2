/* roc.c -- Rate of Change.
 *
 *   roc[t] = 100 * (x[t] / x[t-n] - 1); 0 where x[t-n] is 0
 */
#include "indicators/indicator.h"

static int32_t roc_lookback(const double *p) { return (int32_t)p[0]; }

static int roc_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;
  for (int32_t t = period; t < n; t++)
    y[t] = x[t - period] == 0.0 ? 0.0 : 100.0 * (x[t] / x[t - period] - 1.0);
  return TIDE_OK;
}

const tide_indicator tide_ind_roc = {
  .name = "roc",
  .title = "Rate of Change",
  .group = "momentum",
  .source = "TA-Lib ROC",
  .inputs = {"real"},
  .outputs = {"roc"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = roc_lookback,
  .warmup = roc_lookback,
  .run = roc_run,
};
