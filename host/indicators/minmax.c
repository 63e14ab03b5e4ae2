/* minmax.c -- lowest and highest value of a window.
 *
 *   min[t] = min(x[t-n+1 .. t])
 *   max[t] = max(x[t-n+1 .. t])
 */
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t minmax_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int minmax_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t period = (int32_t)p[0];
  tide__begin(out[0], n, period - 1);
  if (!tide__begin(out[1], n, period - 1)) return TIDE_ESHORT;
  for (int32_t t = period - 1, len = 0; t < n; t += len) {
    len = tide__extremes_len(period, t, n);
    tide__lowest(in[0] + t, period, len, out[0] + t);
    tide__highest(in[0] + t, period, len, out[1] + t);
  }
  return TIDE_OK;
}

struct minmax {
  tide__extreme lowest, highest;
};

static int32_t minmax_memory(const double *p) {
  return (int32_t)sizeof(struct minmax) + 2 * tide__window_bytes(p[0]);
}

static void minmax_begin(struct minmax *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->lowest, p[0], memory);
  tide__extreme_begin(&s->highest, p[0], memory);
}

static inline void minmax_step(struct minmax *s, const double *x, double *y) {
  y[0] = tide__lowest_next(&s->lowest, x[0]);
  y[1] = tide__highest_next(&s->highest, x[0]);
}

TIDE__WINDOW_STEPS(minmax, 1, 2)

const tide_indicator tide_ind_minmax = {
  .name = "minmax",
  .title = "Lowest and Highest Value",
  .group = "statistic",
  .source = "TA-Lib MINMAX",
  .inputs = {"real"},
  .outputs = {"min", "max"},
  .units = {"price", "price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = minmax_lookback,
  .warmup = minmax_lookback,
  TIDE__STREAM(minmax),
  .run = minmax_run,
};
