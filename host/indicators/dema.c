/* dema.c -- Double Exponential Moving Average.
 *
 *   e1   = ema(x, n)
 *   e2   = ema(e1, n)
 *   dema = 2 * e1 - e2
 */
#include "indicators/average.h"
#include "indicators/steps.h"

static int32_t dema_lookback(const double *p) { return 2 * ((int32_t)p[0] - 1); }

static int32_t dema_warmup(const double *p) {
  return dema_lookback(p) + 2 * tide__decay_bars(tide__ema_alpha(p[0]));
}

struct dema {
  tide__average e1, e2;
};

static void dema_begin(struct dema *s, const double *p) {
  tide__ema_begin(&s->e1, p[0]);
  tide__ema_begin(&s->e2, p[0]);
}

static inline void dema_step(struct dema *s, const double *x, double *y) {
  const double e1 = tide__average_next(&s->e1, x[0]);
  y[0] = 2.0 * e1 - tide__average_next(&s->e2, e1);
}

TIDE__STEPS(dema, 1, 1)

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
  TIDE__STREAM(dema),
};
