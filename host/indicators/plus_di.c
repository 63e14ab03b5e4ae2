/* plus_di.c -- Plus Directional Indicator.
 *
 *   up[t] = high[t] - high[t-1]      down[t] = low[t-1] - low[t]
 *   dm[t] = up[t] when up[t] > down[t] and up[t] > 0, else 0
 *   dm and the true range are summed over bars 1 .. n-1; from bar n on
 *   s[t]  = s[t-1] * (1 - 1 / n) + new[t]
 *   plus_di[t] = 100 * s_dm[t] / s_tr[t]; 0 where nothing moved
 */
#include "indicators/directional.h"
#include "indicators/steps.h"

static int32_t plus_di_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t plus_di_warmup(const double *p) {
  return plus_di_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct plus_di {
  tide__directional d;
};

static void plus_di_begin(struct plus_di *s, const double *p) {
  tide__directional_begin(&s->d, p[0]);
}

static inline void plus_di_step(struct plus_di *s, const double *x, double *y) {
  const bool whole = tide__directional_next(&s->d, x[0], x[1], x[2]);
  y[0] = whole ? tide__directional_index(s->d.plus, s->d.range) : TIDE__NAN;
}

TIDE__STEPS(plus_di, 3, 1)

const tide_indicator tide_ind_plus_di = {
  .name = "plus_di",
  .title = "Plus Directional Indicator",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib PLUS_DI",
  .inputs = {"high", "low", "close"},
  .outputs = {"plus_di"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = plus_di_lookback,
  .warmup = plus_di_warmup,
  TIDE__STREAM(plus_di),
};
