/* var.c -- Variance of a window.
 *
 *   var[t] = mean((x - mean(x))^2) over x[t-n+1 .. t]      population
 */
#include "indicators/indicator.h"
#include "indicators/rolling.h"

static int32_t var_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int var_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  tide__rolling_variance(n, in[0], period, y);
  return TIDE_OK;
}

const tide_indicator tide_ind_var = {
  .name = "var",
  .title = "Variance",
  .group = "statistic",
  .source = "TA-Lib VAR",
  .inputs = {"real"},
  .outputs = {"var"},
  .units = {"index"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = var_lookback,
  .warmup = var_lookback,
  .run = var_run,
};
