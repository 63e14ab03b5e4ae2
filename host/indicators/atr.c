/* atr.c -- Average True Range, Wilder's smoothing.
 *
 *   tr[t]  = max(high[t], close[t-1]) - min(low[t], close[t-1]), from t = 1
 *   atr[n] = mean(tr[1 .. n])
 *   atr[t] = atr[t-1] + (tr[t] - atr[t-1]) / n
 */
#include "indicators/steps.h"
#include "indicators/wilder.h"

static int32_t atr_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t atr_warmup(const double *p) {
  return atr_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct atr {
  tide__atr atr;
};

static void atr_begin(struct atr *s, const double *p) { tide__atr_begin(&s->atr, p[0]); }

static inline void atr_step(struct atr *s, const double *x, double *y) {
  y[0] = tide__atr_next(&s->atr, x[0], x[1], x[2]);
}

TIDE__STEPS(atr, 3, 1)

const tide_indicator tide_ind_atr = {
  .name = "atr",
  .title = "Average True Range",
  .group = "volatility",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ATR",
  .inputs = {"high", "low", "close"},
  .outputs = {"atr"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = atr_lookback,
  .warmup = atr_warmup,
  TIDE__STREAM(atr),
};
