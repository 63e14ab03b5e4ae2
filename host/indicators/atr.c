/* atr.c -- Average True Range, Wilder's smoothing.
 *
 *   tr[t]  = max(high[t], close[t-1]) - min(low[t], close[t-1]), from t = 1
 *   atr[n] = mean(tr[1 .. n])
 *   atr[t] = atr[t-1] + (tr[t] - atr[t-1]) / n
 */
#include "indicators/indicator.h"
#include "indicators/wilder.h"

static int32_t atr_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t atr_warmup(const double *p) {
  return atr_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

static int atr_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;

  tide__atr(n, in, period, y);
  return TIDE_OK;
}

const tide_indicator tide_ind_atr = {
  .name = "atr",
  .title = "Average True Range",
  .group = "volatility",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ATR",
  .inputs = {"high", "low", "close"},
  .outputs = {"atr"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = atr_lookback,
  .warmup = atr_warmup,
  .run = atr_run,
};
