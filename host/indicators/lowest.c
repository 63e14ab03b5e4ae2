/* lowest.c -- Lowest value of a window.
 *
 *   lowest[t] = min(x[t-n+1 .. t])
 *
 * The window includes the bar itself; `:shift(1)` leaves it out.
 */
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t lowest_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int lowest_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(out[0], n, period - 1)) return TIDE_ESHORT;
  for (int32_t t = period - 1, len = 0; t < n; t += len) {
    len = tide__extremes_len(period, t, n);
    tide__lowest(in[0] + t, period, len, out[0] + t);
  }
  return TIDE_OK;
}

struct lowest {
  tide__extreme lowest;
};

static int32_t lowest_memory(const double *p) {
  return (int32_t)sizeof(struct lowest) + tide__window_bytes(p[0]);
}

static void lowest_begin(struct lowest *s, const double *p, void *memory) {
  tide__extreme_begin(&s->lowest, p[0], memory);
}

static inline void lowest_step(struct lowest *s, const double *x, double *y) {
  y[0] = tide__lowest_next(&s->lowest, x[0]);
}

TIDE__WINDOW_STEPS(lowest, 1, 1)

const tide_indicator tide_ind_lowest = {
  .name = "lowest",
  .title = "Lowest Value",
  .group = "statistic",
  .source = "TA-Lib MIN",
  .inputs = {"real"},
  .outputs = {"lowest"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = lowest_lookback,
  .warmup = lowest_lookback,
  TIDE__STREAM(lowest),
  .run = lowest_run,
};
