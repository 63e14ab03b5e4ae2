/* tsf.c -- Time Series Forecast, the line one bar ahead.
 *
 *   tsf[t] = a + b * n of the least squares line a + b * i through
 *            x[t-n+1 .. t], i = 0 .. n-1
 *
 * which is the mean of x with the weights 6 i - 2 (n + 2), i = 1 .. n, over n (n - 1).
 */
#include "indicators/line.h"
#include "indicators/steps.h"

static int32_t tsf_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int tsf_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__rolling_line(n, in[0], (int32_t)p[0], tide__line_ahead(p[0]), true, out[0]);
  return n > tsf_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct tsf {
  tide__line line;
};

static int32_t tsf_memory(const double *p) {
  return (int32_t)sizeof(struct tsf) + tide__window_bytes(p[0]);
}

static void tsf_begin(struct tsf *s, const double *p, void *memory) {
  tide__line_begin(&s->line, p[0], tide__line_ahead(p[0]), memory);
}

static inline void tsf_step(struct tsf *s, const double *x, double *y) {
  y[0] = tide__line_height(&s->line, x[0]);
}

TIDE__WINDOW_STEPS(tsf, 1, 1)

const tide_indicator tide_ind_tsf = {
  .name = "tsf",
  .title = "Time Series Forecast",
  .group = "statistic",
  .source = "least squares; TA-Lib TSF",
  .inputs = {"real"},
  .outputs = {"tsf"},
  .units = {"price"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = tsf_lookback,
  .warmup = tsf_lookback,
  TIDE__STREAM(tsf),
  .run = tsf_run,
};
