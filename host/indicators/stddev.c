/* stddev.c -- Standard Deviation of a window.
 *
 *   stddev[t] = sqrt(var(x[t-n+1 .. t]))      population
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t stddev_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int stddev_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__rolling_deviation(n, in[0], (int32_t)p[0], out[0]);
  return n > stddev_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct stddev {
  tide__moments moments;
};

static int32_t stddev_memory(const double *p) {
  return (int32_t)sizeof(struct stddev) + tide__moments_bytes(p[0]);
}

static void stddev_begin(struct stddev *s, const double *p, void *memory) {
  tide__moments_begin(&s->moments, p[0], memory);
}

static inline void stddev_step(struct stddev *s, const double *x, double *y) {
  y[0] = sqrt(tide__variance_next(&s->moments, x[0]));
}

TIDE__WINDOW_STEPS(stddev, 1, 1)

const tide_indicator tide_ind_stddev = {
  .name = "stddev",
  .title = "Standard Deviation",
  .group = "statistic",
  .source = "TA-Lib STDDEV",
  .inputs = {"real"},
  .outputs = {"stddev"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = stddev_lookback,
  .warmup = stddev_lookback,
  TIDE__STREAM(stddev),
  .run = stddev_run,
};
