/* plus_dm.c -- Plus Directional Movement.
 *
 *   up[t] = high[t] - high[t-1]      down[t] = low[t-1] - low[t]
 *   dm[t] = up[t] when up[t] > down[t] and up[t] > 0, else 0
 *   plus_dm is the sum of dm over bars 1 .. n-1; from bar n on
 *   plus_dm[t] = plus_dm[t-1] * (1 - 1 / n) + dm[t]
 */
#include "indicators/movement.h"
#include "indicators/steps.h"

static int32_t plus_dm_lookback(const double *p) { return tide__movement_lookback(p[0]); }

static int32_t plus_dm_warmup(const double *p) {
  return plus_dm_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct plus_dm {
  tide__movement movement;
};

static void plus_dm_begin(struct plus_dm *s, const double *p) {
  tide__movement_begin(&s->movement, p[0]);
}

static inline void plus_dm_step(struct plus_dm *s, const double *x, double *y) {
  y[0] = tide__movement_next(&s->movement, x[0], x[1], false) ? s->movement.plus : TIDE__NAN;
}

TIDE__STEPS(plus_dm, 2, 1)

const tide_indicator tide_ind_plus_dm = {
  .name = "plus_dm",
  .title = "Plus Directional Movement",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib PLUS_DM",
  .inputs = {"high", "low"},
  .outputs = {"plus_dm"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = plus_dm_lookback,
  .warmup = plus_dm_warmup,
  TIDE__STREAM(plus_dm),
};
