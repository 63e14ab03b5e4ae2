/* willr.c -- Williams %R.
 *
 *   willr[t] = 100 * (close[t] - hh) / (hh - ll)
 *
 * hh and ll are the highest high and the lowest low of the last n bars; a
 * window without any range is 0.
 */
#include "core/cpu.h"
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t willr_lookback(const double *p) { return (int32_t)p[0] - 1; }

TIDE__CLONES static int willr_run(int32_t n, const double *const *in, const double *p,
                                  double *const *out) {
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(out[0], n, period - 1)) return TIDE_ESHORT;
  double hh[TIDE__PERIOD_MAX];
  double ll[TIDE__PERIOD_MAX];
  for (int32_t t = period - 1, len = 0; t < n; t += len) {
    len = tide__extremes_len(period, t, n);
    tide__highest(in[0] + t, period, len, hh);
    tide__lowest(in[1] + t, period, len, ll);
    for (int32_t i = 0; i < len; i++) {
      const double range = hh[i] - ll[i];
      const double place = (in[2][t + i] - hh[i]) / range;
      out[0][t + i] = range == 0.0 ? 0.0 : 100.0 * place;
    }
  }
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
