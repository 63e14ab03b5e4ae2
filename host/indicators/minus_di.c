/* minus_di.c -- Minus Directional Indicator.
 *
 *   up[t] = high[t] - high[t-1]      down[t] = low[t-1] - low[t]
 *   dm[t] = down[t] when down[t] > up[t] and down[t] > 0, else 0
 *   dm and the true range are summed over bars 1 .. n-1; from bar n on
 *   s[t]  = s[t-1] * (1 - 1 / n) + new[t]
 *   minus_di[t] = 100 * s_dm[t] / s_tr[t]; 0 where nothing moved
 */
#include "indicators/directional.h"
#include "indicators/steps.h"

static int32_t minus_di_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t minus_di_warmup(const double *p) {
  return minus_di_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct minus_di {
  tide__directional d;
};

static void minus_di_begin(struct minus_di *s, const double *p) {
  tide__directional_begin(&s->d, p[0]);
}

static inline void minus_di_step(struct minus_di *s, const double *x, double *y) {
  const bool whole = tide__directional_next(&s->d, x[0], x[1], x[2]);
  y[0] = whole ? tide__directional_index(s->d.minus, s->d.range) : TIDE__NAN;
}

TIDE__STEPS(minus_di, 3, 1)

const tide_indicator tide_ind_minus_di = {
  .name = "minus_di",
  .title = "Minus Directional Indicator",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib MINUS_DI",
  .inputs = {"high", "low", "close"},
  .outputs = {"minus_di"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = minus_di_lookback,
  .warmup = minus_di_warmup,
  TIDE__STREAM(minus_di),
};
