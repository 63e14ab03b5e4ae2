/* linreg_intercept.c -- Linear Regression, the start of the line.
 *
 *   linreg_intercept[t] = a of the least squares line a + b * i through
 *                         x[t-n+1 .. t], i = 0 .. n-1
 *
 * which is the mean of x with the weights 4 (n + 1) - 6 i, i = 1 .. n, over n (n + 1).
 */
#include "indicators/line.h"
#include "indicators/steps.h"

static int32_t linreg_intercept_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int linreg_intercept_run(int32_t n, const double *const *in, const double *p,
                                double *const *out) {
  tide__rolling_line(n, in[0], (int32_t)p[0], tide__line_start(p[0]), true, out[0]);
  return n > linreg_intercept_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct linreg_intercept {
  tide__line line;
};

static int32_t linreg_intercept_memory(const double *p) {
  return (int32_t)sizeof(struct linreg_intercept) + tide__window_bytes(p[0]);
}

static void linreg_intercept_begin(struct linreg_intercept *s, const double *p, void *memory) {
  tide__line_begin(&s->line, p[0], tide__line_start(p[0]), memory);
}

static inline void linreg_intercept_step(struct linreg_intercept *s, const double *x, double *y) {
  y[0] = tide__line_height(&s->line, x[0]);
}

TIDE__WINDOW_STEPS(linreg_intercept, 1, 1)

const tide_indicator tide_ind_linreg_intercept = {
  .name = "linreg_intercept",
  .title = "Linear Regression Intercept",
  .group = "statistic",
  .source = "least squares; TA-Lib LINEARREG_INTERCEPT",
  .inputs = {"real"},
  .outputs = {"linreg_intercept"},
  .units = {"price"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = linreg_intercept_lookback,
  .warmup = linreg_intercept_lookback,
  TIDE__STREAM(linreg_intercept),
  .run = linreg_intercept_run,
};
