/* dema.c -- Double Exponential Moving Average.
 *
 *   e1   = ema(x, n)
 *   e2   = ema(e1, n)
 *   dema = 2 * e1 - e2
 */
#include "indicators/indicator.h"
#include "indicators/smoothing.h"

static int32_t dema_lookback(const double *p) { return 2 * ((int32_t)p[0] - 1); }

static int32_t dema_warmup(const double *p) {
  return dema_lookback(p) + 2 * tide__decay_bars(tide__ema_alpha(p[0]));
}

static int dema_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  const int32_t lookback = dema_lookback(p);
  if (!tide__begin(y, n, lookback)) return TIDE_ESHORT;

  const double alpha = tide__ema_alpha(p[0]);
  double e1 = tide__mean(x, period);
  double sum = 0.0;
  const double first = e1;
  for (int32_t t = period; t <= lookback; t++) {
    e1 += (x[t] - e1) * alpha;
    sum += e1 - first;
  }
  double e2 = first + sum / p[0];
  y[lookback] = 2.0 * e1 - e2;
  for (int32_t t = lookback + 1; t < n; t++) {
    e1 += (x[t] - e1) * alpha;
    e2 += (e1 - e2) * alpha;
    y[t] = 2.0 * e1 - e2;
  }
  return TIDE_OK;
}

const tide_indicator tide_ind_dema = {
  .name = "dema",
  .title = "Double Exponential Moving Average",
  .group = "overlap",
  .source = "P. Mulloy (1994); TA-Lib DEMA",
  .inputs = {"real"},
  .outputs = {"dema"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 2000, .def = 20, .step = 1, .integer = true}},
  .lookback = dema_lookback,
  .warmup = dema_warmup,
  .run = dema_run,
};
