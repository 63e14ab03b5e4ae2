/* midpoint.c -- Middle of the values of a window.
 *
 *   midpoint[t] = (max(x[t-n+1 .. t]) + min(x[t-n+1 .. t])) / 2
 */
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t midpoint_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int midpoint_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t period = (int32_t)p[0];
  double *y = out[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;
  double ll[TIDE__PERIOD_MAX];
  for (int32_t t = period - 1, len = 0; t < n; t += len) {
    len = tide__extremes_len(period, t, n);
    tide__highest(in[0] + t, period, len, y + t);
    tide__lowest(in[0] + t, period, len, ll);
    for (int32_t i = 0; i < len; i++) y[t + i] = 0.5 * (y[t + i] + ll[i]);
  }
  return TIDE_OK;
}

struct midpoint {
  tide__extreme highest, lowest;
};

static int32_t midpoint_memory(const double *p) {
  return (int32_t)sizeof(struct midpoint) + 2 * tide__window_bytes(p[0]);
}

static void midpoint_begin(struct midpoint *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  tide__extreme_begin(&s->lowest, p[0], memory);
}

static inline void midpoint_step(struct midpoint *s, const double *x, double *y) {
  y[0] = 0.5 * (tide__highest_next(&s->highest, x[0]) + tide__lowest_next(&s->lowest, x[0]));
}

TIDE__WINDOW_STEPS(midpoint, 1, 1)

const tide_indicator tide_ind_midpoint = {
  .name = "midpoint",
  .title = "Midpoint of a window",
  .group = "overlap",
  .source = "TA-Lib MIDPOINT",
  .inputs = {"real"},
  .outputs = {"midpoint"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = midpoint_lookback,
  .warmup = midpoint_lookback,
  TIDE__STREAM(midpoint),
  .run = midpoint_run,
};
