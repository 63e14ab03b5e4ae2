/* elder_ray.c -- Elder Ray: bull power and bear power.
 *
 *   bull = high - ema(close, n)
 *   bear = low - ema(close, n)
 */
#include "indicators/grouped.h"
#include "indicators/steps.h"

static int32_t elder_ray_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int32_t elder_ray_warmup(const double *p) {
  return elder_ray_lookback(p) + tide__decay_bars(tide__ema_alpha(p[0]));
}

struct elder_ray {
  tide__grouped average;
};

static void elder_ray_begin(struct elder_ray *s, const double *p) {
  tide__grouped_begin(&s->average, p[0], tide__ema_alpha(p[0]));
}

static inline void elder_ray_step(struct elder_ray *s, const double *x, double *y) {
  const double average = tide__grouped_next(&s->average, x[2]);
  y[0] = x[0] - average;
  y[1] = x[1] - average;
}

TIDE__STEPS(elder_ray, 3, 2)

const tide_indicator tide_ind_elder_ray = {
  .name = "elder_ray",
  .title = "Elder Ray",
  .group = "momentum",
  .source = "A. Elder, Trading for a Living (1993)",
  .inputs = {"high", "low", "close"},
  .outputs = {"bull", "bear"},
  .units = {"distance", "distance"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 13, .step = 1, .integer = true}},
  .lookback = elder_ray_lookback,
  .warmup = elder_ray_warmup,
  TIDE__STREAM(elder_ray),
};
