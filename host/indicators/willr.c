/* willr.c -- Williams %R.
 *
 *   willr[t] = 100 * (close[t] - hh) / (hh - ll)
 *
 * hh and ll are the highest high and the lowest low of the last n bars; a
 * window without any range is 0.
 */
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t willr_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int willr_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *close = in[2];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  double hh[TIDE__PERIOD_MAX];
  double ll[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_max(in[0] + b, period, b, len, hh);
    tide__block_min(in[1] + b, period, b, len, ll);
    for (int32_t i = tide__block_first(period, b); i < len; i++) {
      const double range = hh[i] - ll[i];
      const double place = (close[b + i] - hh[i]) / range;
      y[b + i] = range == 0.0 ? 0.0 : 100.0 * place;
    }
  }
  tide__nan_windows(n, in[0], period, out, 1);
  tide__nan_windows(n, in[1], period, out, 1);
  return TIDE_OK;
}

struct willr {
  tide__extreme highest, lowest;
};

static int32_t willr_memory(const double *p) {
  return (int32_t)sizeof(struct willr) + 2 * tide__window_bytes(p[0]);
}

static void willr_begin(struct willr *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  tide__extreme_begin(&s->lowest, p[0], memory);
}

static inline void willr_step(struct willr *s, const double *x, double *y) {
  const double hh = tide__highest_next(&s->highest, x[0]);
  const double range = hh - tide__lowest_next(&s->lowest, x[1]);
  const double place = (x[2] - hh) / range;
  y[0] = range == 0.0 ? 0.0 : 100.0 * place;
}

TIDE__WINDOW_STEPS(willr, 3, 1)

const tide_indicator tide_ind_willr = {
  .name = "willr",
  .title = "Williams %R",
  .group = "momentum",
  .source = "L. Williams; TA-Lib WILLR",
  .inputs = {"high", "low", "close"},
  .outputs = {"willr"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = -100.0,
  .out_max = 0.0,
  .lookback = willr_lookback,
  .warmup = willr_lookback,
  TIDE__STREAM(willr),
  .run = willr_run,
};
