/* trix.c -- TRIX: rate of change of a triple exponential average.
 *
 *   e3      = ema(ema(ema(x, n), n), n)
 *   trix[t] = 100 * (e3[t] / e3[t-1] - 1); 0 where e3[t-1] is 0
 */
#include "indicators/average.h"
#include "indicators/steps.h"

static int32_t trix_lookback(const double *p) { return 3 * ((int32_t)p[0] - 1) + 1; }

static int32_t trix_warmup(const double *p) {
  return trix_lookback(p) + 3 * tide__decay_bars(tide__ema_alpha(p[0]));
}

struct trix {
  tide__average e1, e2, e3;
  double before;
};

static void trix_begin(struct trix *s, const double *p) {
  tide__ema_begin(&s->e1, p[0]);
  tide__ema_begin(&s->e2, p[0]);
  tide__ema_begin(&s->e3, p[0]);
  s->before = TIDE__NAN;
}

static inline void trix_step(struct trix *s, const double *x, double *y) {
  const double e1 = tide__average_next(&s->e1, x[0]);
  const double e2 = tide__average_next(&s->e2, e1);
  const double e3 = tide__average_next(&s->e3, e2);
  const double change = 100.0 * (e3 / s->before - 1.0);
  y[0] = s->before == 0.0 ? 0.0 : change;
  s->before = e3;
}

TIDE__STEPS(trix, 1, 1)

const tide_indicator tide_ind_trix = {
  .name = "trix",
  .title = "TRIX",
  .group = "momentum",
  .source = "J. Hutson (1983); TA-Lib TRIX",
  .inputs = {"real"},
  .outputs = {"trix"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 1500, .def = 30, .step = 1, .integer = true}},
  .lookback = trix_lookback,
  .warmup = trix_warmup,
  TIDE__STREAM(trix),
};
