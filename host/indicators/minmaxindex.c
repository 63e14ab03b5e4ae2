/* minmaxindex.c -- how long ago lowest and highest value of a window were.
 *
 *   min[t] = t - s, s the last bar of t-n+1 .. t with the lowest value of these
 *   max[t] = t - s, s the last bar with the highest
 *
 * 0 on the bar itself; as lowest_index and highest_index.
 */
#include "indicators/extreme_index.h"
#include "indicators/steps.h"

static int32_t minmaxindex_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct minmaxindex {
  tide__extreme_index lowest, highest;
};

static int32_t minmaxindex_memory(const double *p) {
  return (int32_t)sizeof(struct minmaxindex) + 2 * tide__extreme_index_bytes(p[0]);
}

static void minmaxindex_begin(struct minmaxindex *s, const double *p, void *memory) {
  memory = tide__extreme_index_begin(&s->lowest, p[0], memory);
  tide__extreme_index_begin(&s->highest, p[0], memory);
}

static inline void minmaxindex_step(struct minmaxindex *s, const double *x, double *y) {
  y[0] = tide__lowest_ago_next(&s->lowest, x[0]);
  y[1] = tide__highest_ago_next(&s->highest, x[0]);
}

TIDE__WINDOW_STEPS(minmaxindex, 1, 2)

const tide_indicator tide_ind_minmaxindex = {
  .name = "minmaxindex",
  .title = "Bars Since Lowest and Highest Value",
  .group = "statistic",
  .source = "TA-Lib MINMAXINDEX, counted back from the bar",
  .inputs = {"real"},
  .outputs = {"min", "max"},
  .units = {"bars", "bars"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 4999.0,
  .lookback = minmaxindex_lookback,
  .warmup = minmaxindex_lookback,
  TIDE__STREAM(minmaxindex),
};
