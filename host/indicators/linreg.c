/* linreg.c -- Linear Regression, the end of the line.
 *
 *   linreg[t] = a + b * (n - 1) of the least squares line a + b * i through
 *               x[t-n+1 .. t], i = 0 .. n-1
 *
 * which is the mean of x with the weights 6 i - 2 (n + 1), i = 1 .. n, over
 * n (n + 1).
 */
#include "indicators/rolling.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t linreg_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int linreg_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  const double base = -2.0 * (p[0] + 1.0);
  const double divisor = p[0] * (p[0] + 1.0);
  double w[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    const double k = x[b];
    tide__block_weighted(x + b, period, b, len, base, 6.0, w);
    for (int32_t i = tide__block_first(period, b); i < len; i++) y[b + i] = k + w[i] / divisor;
  }
  return TIDE_OK;
}

struct linreg {
  tide__weights line;
  double divisor;
};

static int32_t linreg_memory(const double *p) {
  return (int32_t)sizeof(struct linreg) + tide__window_bytes(p[0]);
}

static void linreg_begin(struct linreg *s, const double *p, void *memory) {
  tide__weights_of(&s->line, p[0], -2.0 * (p[0] + 1.0), 6.0, memory);
  s->divisor = p[0] * (p[0] + 1.0);
}

static inline void linreg_step(struct linreg *s, const double *x, double *y) {
  const double sum = tide__weights_next(&s->line, x[0]);
  y[0] = s->line.k + sum / s->divisor;
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
