/* midprice.c -- Middle of the prices of a window.
 *
 *   midprice[t] = (max(high[t-n+1 .. t]) + min(low[t-n+1 .. t])) / 2
 */
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t midprice_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int midprice_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t period = (int32_t)p[0];
  double *y = out[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;
  double ll[TIDE__PERIOD_MAX];
  for (int32_t t = period - 1, len = 0; t < n; t += len) {
    len = tide__extremes_len(period, t, n);
    tide__highest(in[0] + t, period, len, y + t);
    tide__lowest(in[1] + t, period, len, ll);
    for (int32_t i = 0; i < len; i++) y[t + i] = 0.5 * (y[t + i] + ll[i]);
  }
  return TIDE_OK;
}

struct midprice {
  tide__extreme highest, lowest;
};

static int32_t midprice_memory(const double *p) {
  return (int32_t)sizeof(struct midprice) + 2 * tide__window_bytes(p[0]);
}

static void midprice_begin(struct midprice *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  tide__extreme_begin(&s->lowest, p[0], memory);
}

static inline void midprice_step(struct midprice *s, const double *x, double *y) {
  y[0] = 0.5 * (tide__highest_next(&s->highest, x[0]) + tide__lowest_next(&s->lowest, x[1]));
}

TIDE__WINDOW_STEPS(midprice, 2, 1)

const tide_indicator tide_ind_midprice = {
  .name = "midprice",
  .title = "Midpoint of the prices of a window",
  .group = "overlap",
  .source = "TA-Lib MIDPRICE",
  .inputs = {"high", "low"},
  .outputs = {"midprice"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = midprice_lookback,
  .warmup = midprice_lookback,
  TIDE__STREAM(midprice),
  .run = midprice_run,
};
