/* force.c -- Elder's Force Index.
 *
 *   force = ema((close[t] - close[t-1]) * volume[t], n)
 */
#include "indicators/grouped.h"
#include "indicators/steps.h"

static int32_t force_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t force_warmup(const double *p) {
  return force_lookback(p) + tide__decay_bars(tide__ema_alpha(p[0]));
}

struct force {
  tide__grouped average;
  double before; /* the close of the bar before */
};

static void force_begin(struct force *s, const double *p) {
  tide__grouped_begin(&s->average, p[0], tide__ema_alpha(p[0]));
  s->before = TIDE__NAN;
}

static inline void force_step(struct force *s, const double *x, double *y) {
  const double force = (x[0] - s->before) * x[1];
  const bool begun = s->before == s->before;
  y[0] = begun ? tide__grouped_next(&s->average, force) : TIDE__NAN;
  s->before = x[0];
}

TIDE__STEPS(force, 2, 1)

const tide_indicator tide_ind_force = {
  .name = "force",
  .title = "Force Index",
  .group = "volume",
  .source = "A. Elder, Trading for a Living (1993)",
  .inputs = {"close", "volume"},
  .outputs = {"force"},
  .units = {"index"},
  .params = {{.name = "period", .min = 1, .max = 4999, .def = 13, .step = 1, .integer = true}},
  .lookback = force_lookback,
  .warmup = force_warmup,
  TIDE__STREAM(force),
};
