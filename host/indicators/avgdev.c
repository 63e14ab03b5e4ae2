/* avgdev.c -- Average Deviation of a window.
 *
 *   avgdev[t] = mean(|x[i] - sma(x, n)[t]|, i = t-n+1 .. t)
 *
 * Visits the whole window of every bar. The same as md.
 */
#include "indicators/deviation.h"
#include "indicators/steps.h"

static int32_t avgdev_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int avgdev_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t period = (int32_t)p[0];
  tide__rolling_mean(n, in[0], period, out[0]);
  tide__deviations(n, in[0], out[0], period, out[0]);
  return n > avgdev_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct avgdev {
  tide__deviation deviation;
};

static int32_t avgdev_memory(const double *p) {
  return (int32_t)sizeof(struct avgdev) + tide__deviation_bytes(p[0]);
}

static void avgdev_begin(struct avgdev *s, const double *p, void *memory) {
  tide__deviation_begin(&s->deviation, p[0], memory);
}

static inline void avgdev_step(struct avgdev *s, const double *x, double *y) {
  y[0] = tide__deviation_next(&s->deviation, x[0]);
}

TIDE__WINDOW_STEPS(avgdev, 1, 1)

const tide_indicator tide_ind_avgdev = {
  .name = "avgdev",
  .title = "Average Deviation",
  .group = "statistic",
  .source = "TA-Lib AVGDEV",
  .inputs = {"real"},
  .outputs = {"avgdev"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = avgdev_lookback,
  .warmup = avgdev_lookback,
  TIDE__STREAM(avgdev),
  .run = avgdev_run,
};
