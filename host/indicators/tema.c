/* tema.c -- Triple Exponential Moving Average.
 *
 *   e1   = ema(x, n)
 *   e2   = ema(e1, n)
 *   e3   = ema(e2, n)
 *   tema = 3 * e1 - 3 * e2 + e3
 */
#include "indicators/average.h"
#include "indicators/steps.h"

static int32_t tema_lookback(const double *p) { return 3 * ((int32_t)p[0] - 1); }

static int32_t tema_warmup(const double *p) {
  return tema_lookback(p) + 3 * tide__decay_bars(tide__ema_alpha(p[0]));
}

struct tema {
  tide__average e1, e2, e3;
};

static void tema_begin(struct tema *s, const double *p) {
  tide__ema_begin(&s->e1, p[0]);
  tide__ema_begin(&s->e2, p[0]);
  tide__ema_begin(&s->e3, p[0]);
}

static inline void tema_step(struct tema *s, const double *x, double *y) {
  const double e1 = tide__average_next(&s->e1, x[0]);
  const double e2 = tide__average_next(&s->e2, e1);
  const double e3 = tide__average_next(&s->e3, e2);
  y[0] = 3.0 * (e1 - e2) + e3;
}

TIDE__STEPS(tema, 1, 1)

const tide_indicator tide_ind_tema = {
  .name = "tema",
  .title = "Triple Exponential Moving Average",
  .group = "overlap",
  .source = "P. Mulloy (1994); TA-Lib TEMA",
  .inputs = {"real"},
  .outputs = {"tema"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 1500, .def = 20, .step = 1, .integer = true}},
  .lookback = tema_lookback,
  .warmup = tema_warmup,
  TIDE__STREAM(tema),
};
