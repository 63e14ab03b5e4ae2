/* highest_index.c -- Bars Since the Highest Value was.
 *
 *   highest_index[t] = t - s, s the last bar of t-n+1 .. t with the highest value of these
 *
 * 0 on the bar itself. Of equal values the newest counts. TA-Lib's MAXINDEX gives s itself, and of
 * equal values now the newest, now the oldest.
 */
#include "indicators/extreme_index.h"
#include "indicators/steps.h"

static int32_t highest_index_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct highest_index {
  tide__extreme_index extreme;
};

static int32_t highest_index_memory(const double *p) {
  return (int32_t)sizeof(struct highest_index) + tide__extreme_index_bytes(p[0]);
}

static void highest_index_begin(struct highest_index *s, const double *p, void *memory) {
  tide__extreme_index_begin(&s->extreme, p[0], memory);
}

static inline void highest_index_step(struct highest_index *s, const double *x, double *y) {
  y[0] = tide__highest_ago_next(&s->extreme, x[0]);
}

TIDE__WINDOW_STEPS(highest_index, 1, 1)

const tide_indicator tide_ind_highest_index = {
  .name = "highest_index",
  .title = "Bars Since the Highest Value",
  .group = "statistic",
  .source = "TA-Lib MAXINDEX, counted back from the bar",
  .inputs = {"real"},
  .outputs = {"highest_index"},
  .units = {"bars"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 4999.0,
  .lookback = highest_index_lookback,
  .warmup = highest_index_lookback,
  TIDE__STREAM(highest_index),
};
