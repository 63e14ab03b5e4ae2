/* linreg_angle.c -- Linear Regression, the angle of the line.
 *
 *   linreg_angle[t] = atan(linreg_slope(x, n)[t]) * 180 / pi
 *
 * in degrees, where one unit of x is as long as one bar: it depends on the size of the price.
 */
#include "indicators/line.h"
#include "indicators/steps.h"

static const double DEGREES = 57.295779513082320877; /* of 1 radian */

static int32_t linreg_angle_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct linreg_angle {
  tide__line line;
};

static int32_t linreg_angle_memory(const double *p) {
  return (int32_t)sizeof(struct linreg_angle) + tide__window_bytes(p[0]);
}

static void linreg_angle_begin(struct linreg_angle *s, const double *p, void *memory) {
  tide__line_begin(&s->line, p[0], tide__line_slope(p[0]), memory);
}

static inline void linreg_angle_step(struct linreg_angle *s, const double *x, double *y) {
  y[0] = atan(tide__line_next(&s->line, x[0])) * DEGREES;
}

TIDE__WINDOW_STEPS(linreg_angle, 1, 1)

const tide_indicator tide_ind_linreg_angle = {
  .name = "linreg_angle",
  .title = "Linear Regression Angle",
  .group = "statistic",
  .source = "least squares; TA-Lib LINEARREG_ANGLE",
  .inputs = {"real"},
  .outputs = {"linreg_angle"},
  .units = {"index"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = -90.0,
  .out_max = 90.0,
  .lookback = linreg_angle_lookback,
  .warmup = linreg_angle_lookback,
  TIDE__STREAM(linreg_angle),
};
