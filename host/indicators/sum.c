/* sum.c -- Sum of a window.
 *
 *   sum[t] = x[t-n+1] + ... + x[t]
 *
 * Nothing is ever subtracted: what has left the window leaves no trace.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t sum_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int sum_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__rolling_sum(n, in[0], (int32_t)p[0], out[0]);
  return n > sum_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct sum {
  tide__sums sums;
};

static int32_t sum_memory(const double *p) {
  return (int32_t)sizeof(struct sum) + tide__window_bytes(p[0]);
}

static void sum_begin(struct sum *s, const double *p, void *memory) {
  tide__sums_begin(&s->sums, p[0], memory);
}

static inline void sum_step(struct sum *s, const double *x, double *y) {
  y[0] = tide__sum_next(&s->sums, x[0]);
}

TIDE__WINDOW_STEPS(sum, 1, 1)

const tide_indicator tide_ind_sum = {
  .name = "sum",
  .title = "Sum",
  .group = "statistic",
  .source = "TA-Lib SUM",
  .inputs = {"real"},
  .outputs = {"sum"},
  .units = {"index"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 30, .step = 1, .integer = true}},
  .lookback = sum_lookback,
  .warmup = sum_lookback,
  TIDE__STREAM(sum),
  .run = sum_run,
};
