/* highest.c -- Highest value of a window.
 *
 *   highest[t] = max(x[t-n+1 .. t])
 *
 * The window includes the bar itself; `:shift(1)` leaves it out.
 */
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t highest_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int highest_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(out[0], n, period - 1)) return TIDE_ESHORT;
  for (int32_t t = period - 1, len = 0; t < n; t += len) {
    len = tide__extremes_len(period, t, n);
    tide__highest(in[0] + t, period, len, out[0] + t);
  }
  return TIDE_OK;
}

struct highest {
  tide__extreme highest;
};

static int32_t highest_memory(const double *p) {
  return (int32_t)sizeof(struct highest) + tide__window_bytes(p[0]);
}

static void highest_begin(struct highest *s, const double *p, void *memory) {
  tide__extreme_begin(&s->highest, p[0], memory);
}

static inline void highest_step(struct highest *s, const double *x, double *y) {
  y[0] = tide__highest_next(&s->highest, x[0]);
}

TIDE__WINDOW_STEPS(highest, 1, 1)

const tide_indicator tide_ind_highest = {
  .name = "highest",
  .title = "Highest Value",
  .group = "statistic",
  .source = "TA-Lib MAX",
  .inputs = {"real"},
  .outputs = {"highest"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = highest_lookback,
  .warmup = highest_lookback,
  TIDE__STREAM(highest),
  .run = highest_run,
};
