/* dx.c -- Directional Movement Index.
 *
 *   s_plus, s_minus: the smoothed sums of movement of plus_di and minus_di
 *   dx[t] = 100 * |s_plus - s_minus| / (s_plus + s_minus)
 *
 * A bar whose sums are both 0 keeps the value before, 0 at first.
 */
#include "indicators/directional.h"
#include "indicators/steps.h"

static int32_t dx_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t dx_warmup(const double *p) { return dx_lookback(p) + tide__decay_bars(1.0 / p[0]); }

struct dx {
  tide__directional directional;
  double dx;
};

static void dx_begin(struct dx *s, const double *p) {
  tide__directional_begin(&s->directional, p[0]);
}

static inline void dx_step(struct dx *s, const double *x, double *y) {
  y[0] = TIDE__NAN;
  if (!tide__directional_next(&s->directional, x[0], x[1], x[2])) return;
  y[0] = s->dx = tide__directional_dx(&s->directional, s->dx);
}

TIDE__STEPS(dx, 3, 1)

const tide_indicator tide_ind_dx = {
  .name = "dx",
  .title = "Directional Movement Index",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib DX",
  .inputs = {"high", "low", "close"},
  .outputs = {"dx"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = dx_lookback,
  .warmup = dx_warmup,
  TIDE__STREAM(dx),
};
