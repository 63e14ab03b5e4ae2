/* natr.c -- Average True Range as a percentage of the price.
 *
 *   natr[t] = 100 * atr[t] / close[t]; 0 where the close is 0
 */
#include "indicators/indicator.h"
#include "indicators/wilder.h"

static int32_t natr_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t natr_warmup(const double *p) {
  return natr_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

static inline double natr_value(double atr, double close) {
  return close == 0.0 ? 0.0 : 100.0 * atr / close;
}

static int natr_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *close = in[2];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;

  tide__atr(n, in, period, y);
  for (int32_t t = period; t < n; t++) y[t] = natr_value(y[t], close[t]);
  return TIDE_OK;
}

const tide_indicator tide_ind_natr = {
  .name = "natr",
  .title = "Normalised Average True Range",
  .group = "volatility",
  .source = "J. Forman (2006); TA-Lib NATR",
  .inputs = {"high", "low", "close"},
  .outputs = {"natr"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = natr_lookback,
  .warmup = natr_warmup,
  .run = natr_run,
};
