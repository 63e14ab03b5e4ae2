/* natr.c -- Average True Range as a percentage of the price.
 *
 *   natr[t] = 100 * atr[t] / close[t]; 0 where the close is 0
 */
#include "indicators/steps.h"
#include "indicators/wilder.h"

static int32_t natr_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t natr_warmup(const double *p) {
  return natr_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct natr {
  tide__atr atr;
  int32_t wait; /* bars until it is defined */
};

static void natr_begin(struct natr *s, const double *p) {
  tide__atr_begin(&s->atr, p[0]);
  s->wait = natr_lookback(p);
}

static inline void natr_step(struct natr *s, const double *x, double *y) {
  const double percent = 100.0 * tide__atr_next(&s->atr, x[0], x[1], x[2]) / x[2];
  y[0] = s->wait == 0 && x[2] == 0.0 ? 0.0 : percent;
  if (s->wait) s->wait--;
}

TIDE__STEPS(natr, 3, 1)

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
  TIDE__STREAM(natr),
};
