/* midpoint.c -- Middle of the values of a window.
 *
 *   midpoint[t] = (max(x[t-n+1 .. t]) + min(x[t-n+1 .. t])) / 2
 */
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t midpoint_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int midpoint_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  double high[TIDE__PERIOD_MAX];
  double low[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_max(in[0] + b, period, b, len, high);
    tide__block_min(in[0] + b, period, b, len, low);
    for (int32_t i = tide__block_first(period, b); i < len; i++)
      y[b + i] = 0.5 * (high[i] + low[i]);
  }
  tide__nan_windows(n, in[0], period, out, 1);
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
