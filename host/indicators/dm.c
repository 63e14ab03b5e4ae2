/* dm.c -- Directional Movement, both ways.
 *
 *   plus, minus = plus_dm, minus_dm
 *
 * except that Tulip counts a bar with equal movements up and down both ways, where
 * Wilder and TA-Lib count it neither way.
 */
#include "indicators/movement.h"
#include "indicators/steps.h"

static int32_t dm_lookback(const double *p) { return tide__movement_lookback(p[0]); }

static int32_t dm_warmup(const double *p) { return dm_lookback(p) + tide__decay_bars(1.0 / p[0]); }

struct dm {
  tide__movement movement;
};

static void dm_begin(struct dm *s, const double *p) { tide__movement_begin(&s->movement, p[0]); }

static inline void dm_step(struct dm *s, const double *x, double *y) {
  const bool whole = tide__movement_next(&s->movement, x[0], x[1], true);
  y[0] = whole ? s->movement.plus : TIDE__NAN;
  y[1] = whole ? s->movement.minus : TIDE__NAN;
}

TIDE__STEPS(dm, 2, 2)

const tide_indicator tide_ind_dm = {
  .name = "dm",
  .title = "Directional Movement",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); Tulip dm",
  .inputs = {"high", "low"},
  .outputs = {"plus", "minus"},
  .units = {"distance", "distance"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = dm_lookback,
  .warmup = dm_warmup,
  TIDE__STREAM(dm),
};
