/* linreg.c -- Linear Regression, the end of the line.
 *
 *   linreg[t] = a + b * (n - 1) of the least squares line a + b * i through
 *               x[t-n+1 .. t], i = 0 .. n-1
 *
 * which is the mean of x with the weights 6 i - 2 (n + 1), i = 1 .. n, over
 * n (n + 1).
 */
#include "indicators/line.h"
#include "indicators/rolling.h"
#include "indicators/steps.h"

static int32_t linreg_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int linreg_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__rolling_line(n, in[0], (int32_t)p[0], tide__line_end(p[0]), true, out[0]);
  return n > linreg_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct linreg {
  tide__line line;
};

static int32_t linreg_memory(const double *p) {
  return (int32_t)sizeof(struct linreg) + tide__window_bytes(p[0]);
}

static void linreg_begin(struct linreg *s, const double *p, void *memory) {
  tide__line_begin(&s->line, p[0], tide__line_end(p[0]), memory);
}

static inline void linreg_step(struct linreg *s, const double *x, double *y) {
  y[0] = tide__line_height(&s->line, x[0]);
}

TIDE__WINDOW_STEPS(linreg, 1, 1)

const tide_indicator tide_ind_linreg = {
  .name = "linreg",
  .title = "Linear Regression",
  .group = "statistic",
  .source = "least squares; TA-Lib LINEARREG",
  .inputs = {"real"},
  .outputs = {"linreg"},
  .units = {"price"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = linreg_lookback,
  .warmup = linreg_lookback,
  TIDE__STREAM(linreg),
  .run = linreg_run,
};
