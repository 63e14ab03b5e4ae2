/* stderr.c -- Standard Error of the mean of a window.
 *
 *   stderr[t] = stddev(x, n)[t] / sqrt(n)
 */
#include "indicators/steps.h"
#include "indicators/window.h"

/* <stdio.h> has a stderr of its own: what is named here ends in _error. */
struct mean_error {
  tide__moments moments;
};

static int32_t mean_error_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int32_t mean_error_memory(const double *p) {
  return (int32_t)sizeof(struct mean_error) + tide__moments_bytes(p[0]);
}

static void mean_error_begin(struct mean_error *s, const double *p, void *memory) {
  tide__moments_begin(&s->moments, p[0], memory);
}

static inline void mean_error_step(struct mean_error *s, const double *x, double *y) {
  const double variance = tide__variance_next(&s->moments, x[0]);
  y[0] = sqrt(variance / (double)s->moments.w.period);
}

TIDE__WINDOW_STEPS(mean_error, 1, 1)

const tide_indicator tide_ind_stderr = {
  .name = "stderr",
  .title = "Standard Error",
  .group = "statistic",
  .source = "Tulip Indicators stderr",
  .inputs = {"real"},
  .outputs = {"stderr"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = mean_error_lookback,
  .warmup = mean_error_lookback,
  TIDE__STREAM(mean_error),
};
