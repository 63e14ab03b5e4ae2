/* sma.c -- Simple Moving Average.
 *
 *   sma[t] = mean(x[t-n+1 .. t])
 */
#include "indicator.h"

static int32_t sma_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int sma_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
  if (n < period) return TIDE_ESHORT;
  double sum = 0.0;
  for (int32_t t = 0; t < period - 1; t++) sum += x[t];
  for (int32_t t = period - 1; t < n; t++) {
    sum += x[t];
    y[t] = sum / p[0];
    sum -= x[t - period + 1];
  }
  return TIDE_OK;
}

const tide_indicator tide_ind_sma = {
  .name = "sma",
  .title = "Simple Moving Average",
  .group = "overlap",
  .source = "arithmetic mean",
  .inputs = {"real"},
  .outputs = {"sma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = sma_lookback,
  .warmup = sma_lookback,
  .run = sma_run,
};
