/* var.c -- Variance of a window.
 *
 *   var[t] = mean((x - mean(x))^2) over x[t-n+1 .. t]      population
 */
#include "indicators/rolling.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t var_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int var_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__rolling_variance(n, in[0], (int32_t)p[0], out[0]);
  return n > var_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct var {
  tide__moments moments;
};

static int32_t var_memory(const double *p) {
  return (int32_t)sizeof(struct var) + tide__moments_bytes(p[0]);
}

static void var_begin(struct var *s, const double *p, void *memory) {
  tide__moments_begin(&s->moments, p[0], memory);
}

static inline void var_step(struct var *s, const double *x, double *y) {
  y[0] = tide__variance_next(&s->moments, x[0]);
}

TIDE__WINDOW_STEPS(var, 1, 1)

const tide_indicator tide_ind_var = {
  .name = "var",
  .title = "Variance",
  .group = "statistic",
  .source = "TA-Lib VAR",
  .inputs = {"real"},
  .outputs = {"var"},
  .units = {"index"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = var_lookback,
  .warmup = var_lookback,
  TIDE__STREAM(var),
  .run = var_run,
};
