/* minus_dm.c -- Minus Directional Movement.
 *
 *   up[t] = high[t] - high[t-1]      down[t] = low[t-1] - low[t]
 *   dm[t] = down[t] when down[t] > up[t] and down[t] > 0, else 0
 *   minus_dm is the sum of dm over bars 1 .. n-1; from bar n on
 *   minus_dm[t] = minus_dm[t-1] * (1 - 1 / n) + dm[t]
 */
#include "indicators/movement.h"
#include "indicators/steps.h"

static int32_t minus_dm_lookback(const double *p) { return tide__movement_lookback(p[0]); }

static int32_t minus_dm_warmup(const double *p) {
  return minus_dm_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct minus_dm {
  tide__movement movement;
};

static void minus_dm_begin(struct minus_dm *s, const double *p) {
  tide__movement_begin(&s->movement, p[0]);
}

static inline void minus_dm_step(struct minus_dm *s, const double *x, double *y) {
  y[0] = tide__movement_next(&s->movement, x[0], x[1], false) ? s->movement.minus : TIDE__NAN;
}

TIDE__STEPS(minus_dm, 2, 1)

const tide_indicator tide_ind_minus_dm = {
  .name = "minus_dm",
  .title = "Minus Directional Movement",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib MINUS_DM",
  .inputs = {"high", "low"},
  .outputs = {"minus_dm"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = minus_dm_lookback,
  .warmup = minus_dm_warmup,
  TIDE__STREAM(minus_dm),
};
