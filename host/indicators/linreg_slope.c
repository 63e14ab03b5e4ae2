/* linreg_slope.c -- Linear Regression, the slope of the line.
 *
 *   linreg_slope[t] = b of the least squares line a + b * i through
 *                     x[t-n+1 .. t], i = 0 .. n-1
 *
 * in units of x a bar.
 */
#include "indicators/line.h"
#include "indicators/steps.h"

static int32_t linreg_slope_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int linreg_slope_run(int32_t n, const double *const *in, const double *p,
                            double *const *out) {
  tide__rolling_line(n, in[0], (int32_t)p[0], tide__line_slope(p[0]), false, out[0]);
  return n > linreg_slope_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct linreg_slope {
  tide__line line;
};

static int32_t linreg_slope_memory(const double *p) {
  return (int32_t)sizeof(struct linreg_slope) + tide__window_bytes(p[0]);
}

static void linreg_slope_begin(struct linreg_slope *s, const double *p, void *memory) {
  tide__line_begin(&s->line, p[0], tide__line_slope(p[0]), memory);
}

static inline void linreg_slope_step(struct linreg_slope *s, const double *x, double *y) {
  y[0] = tide__line_next(&s->line, x[0]);
}

TIDE__WINDOW_STEPS(linreg_slope, 1, 1)

const tide_indicator tide_ind_linreg_slope = {
  .name = "linreg_slope",
  .title = "Linear Regression Slope",
  .group = "statistic",
  .source = "least squares; TA-Lib LINEARREG_SLOPE",
  .inputs = {"real"},
  .outputs = {"linreg_slope"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = linreg_slope_lookback,
  .warmup = linreg_slope_lookback,
  TIDE__STREAM(linreg_slope),
  .run = linreg_slope_run,
};
