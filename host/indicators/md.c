/* md.c -- Mean Deviation of a window.
 *
 *   md[t] = mean(|x[i] - sma(x, n)[t]|, i = t-n+1 .. t)
 *
 * Visits the whole window of every bar. The same as avgdev, under the name of Tulip Indicators.
 */
#include "indicators/deviation.h"
#include "indicators/steps.h"

static int32_t md_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int md_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t period = (int32_t)p[0];
  tide__rolling_mean(n, in[0], period, out[0]);
  tide__deviations(n, in[0], out[0], period, out[0]);
  return n > md_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct md {
  tide__deviation deviation;
};

static int32_t md_memory(const double *p) {
  return (int32_t)sizeof(struct md) + tide__deviation_bytes(p[0]);
}

static void md_begin(struct md *s, const double *p, void *memory) {
  tide__deviation_begin(&s->deviation, p[0], memory);
}

static inline void md_step(struct md *s, const double *x, double *y) {
  y[0] = tide__deviation_next(&s->deviation, x[0]);
}

TIDE__WINDOW_STEPS(md, 1, 1)

const tide_indicator tide_ind_md = {
  .name = "md",
  .title = "Mean Deviation",
  .group = "statistic",
  .source = "Tulip Indicators md",
  .inputs = {"real"},
  .outputs = {"md"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = md_lookback,
  .warmup = md_lookback,
  TIDE__STREAM(md),
  .run = md_run,
};
