/* ema.c -- Exponential Moving Average.
 *
 *   a        = 2 / (n + 1)
 *   ema[n-1] = mean(x[0 .. n-1])
 *   ema[t]   = ema[t-1] + (x[t] - ema[t-1]) * a
 */
#include "indicators/grouped.h"
#include "indicators/steps.h"

static int32_t ema_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int32_t ema_warmup(const double *p) {
  return ema_lookback(p) + tide__decay_bars(tide__ema_alpha(p[0]));
}

struct ema {
  tide__grouped average;
};

static void ema_begin(struct ema *s, const double *p) {
  tide__grouped_begin(&s->average, p[0], tide__ema_alpha(p[0]));
}

static inline void ema_step(struct ema *s, const double *x, double *y) {
  y[0] = tide__grouped_next(&s->average, x[0]);
}

TIDE__STEPS(ema, 1, 1)

const tide_indicator tide_ind_ema = {
  .name = "ema",
  .title = "Exponential Moving Average",
  .group = "overlap",
  .source = "TA-Lib EMA",
  .inputs = {"real"},
  .outputs = {"ema"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = ema_lookback,
  .warmup = ema_warmup,
  TIDE__STREAM(ema),
};
