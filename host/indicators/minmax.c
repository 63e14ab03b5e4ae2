/* minmax.c -- lowest and highest value of a window.
 *
 *   min[t] = min(x[t-n+1 .. t])
 *   max[t] = max(x[t-n+1 .. t])
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t minmax_lookback(const double *p) { return (int32_t)p[0] - 1; }

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
};
