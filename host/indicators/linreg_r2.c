/* linreg_r2.c -- Linear Regression, how much of the movement the line explains.
 *
 *   linreg_r2[t] = b^2 * sum((i - mean(i))^2) / sum((x - mean(x))^2) of the least squares
 *                  line a + b * i through x[t-n+1 .. t]; 0 where x does not move
 *
 * 1 when all values lie on the line.
 */
#include "indicators/line.h"
#include "indicators/steps.h"

static int32_t linreg_r2_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct linreg_r2 {
  tide__line slope;
  tide__moments moments;
  double spread; /* of i: sum of (i - mean(i))^2 */
};

static int32_t linreg_r2_memory(const double *p) {
  return (int32_t)sizeof(struct linreg_r2) + tide__window_bytes(p[0]) + tide__moments_bytes(p[0]);
}

static void linreg_r2_begin(struct linreg_r2 *s, const double *p, void *memory) {
  memory = tide__line_begin(&s->slope, p[0], tide__line_slope(p[0]), memory);
  tide__moments_begin(&s->moments, p[0], memory);
  s->spread = (p[0] * p[0] - 1.0) / 12.0;
}

static inline void linreg_r2_step(struct linreg_r2 *s, const double *x, double *y) {
  const double slope = tide__line_next(&s->slope, x[0]);
  const double variance = tide__variance_next(&s->moments, x[0]);
  const double r2 = slope * slope * s->spread / variance;
  y[0] = variance == 0.0 ? 0.0 : (r2 > 1.0 ? 1.0 : r2);
}

TIDE__WINDOW_STEPS(linreg_r2, 1, 1)

const tide_indicator tide_ind_linreg_r2 = {
  .name = "linreg_r2",
  .title = "Coefficient of Determination",
  .group = "statistic",
  .source = "least squares",
  .inputs = {"real"},
  .outputs = {"linreg_r2"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 1.0,
  .lookback = linreg_r2_lookback,
  .warmup = linreg_r2_lookback,
  TIDE__STREAM(linreg_r2),
};
