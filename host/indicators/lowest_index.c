/* lowest_index.c -- Bars Since the Lowest Value was.
 *
 *   lowest_index[t] = t - s, s the last bar of t-n+1 .. t with the lowest value of these
 *
 * 0 on the bar itself. Of equal values the newest counts. TA-Lib's MININDEX gives s itself, and of
 * equal values now the newest, now the oldest.
 */
#include "indicators/extreme_index.h"
#include "indicators/steps.h"

static int32_t lowest_index_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct lowest_index {
  tide__extreme_index extreme;
};

static int32_t lowest_index_memory(const double *p) {
  return (int32_t)sizeof(struct lowest_index) + tide__extreme_index_bytes(p[0]);
}

static void lowest_index_begin(struct lowest_index *s, const double *p, void *memory) {
  tide__extreme_index_begin(&s->extreme, p[0], memory);
}

static inline void lowest_index_step(struct lowest_index *s, const double *x, double *y) {
  y[0] = tide__lowest_ago_next(&s->extreme, x[0]);
}

TIDE__WINDOW_STEPS(lowest_index, 1, 1)

const tide_indicator tide_ind_lowest_index = {
  .name = "lowest_index",
  .title = "Bars Since the Lowest Value",
  .group = "statistic",
  .source = "TA-Lib MININDEX, counted back from the bar",
  .inputs = {"real"},
  .outputs = {"lowest_index"},
  .units = {"bars"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 4999.0,
  .lookback = lowest_index_lookback,
  .warmup = lowest_index_lookback,
  TIDE__STREAM(lowest_index),
};
