/* sma.c -- Simple Moving Average.
 *
 *   sma[t] = mean(x[t-n+1 .. t])
 */
#include "indicators/indicator.h"
#include "indicators/rolling.h"

static int32_t sma_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int sma_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  double s[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_sums(x, period, b, len, s);
    const double k = x[b];
    for (int32_t i = tide__block_first(period, b); i < len; i++) y[b + i] = k + s[i] / p[0];
  }
  return TIDE_OK;
}

const tide_indicator tide_ind_sma = {
  .name = "sma",
  .title = "Simple Moving Average",
  .group = "overlap",
  .source = "arithmetic mean; TA-Lib SMA",
  .inputs = {"real"},
  .outputs = {"sma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = sma_lookback,
  .warmup = sma_lookback,
  .run = sma_run,
};
