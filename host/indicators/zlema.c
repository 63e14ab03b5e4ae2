/* zlema.c -- Zero Lag Exponential Moving Average.
 *
 *   lag          = (n - 1) / 2, a whole division
 *   zlema[lag-1] = x[lag-1]      x[0] where lag is 0
 *   zlema[t]     = zlema[t-1] + (x[t] + (x[t] - x[t-lag]) - zlema[t-1]) * 2 / (n + 1)
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t zlema_lag(const double *p) { return ((int32_t)p[0] - 1) / 2; }

static int32_t zlema_lookback(const double *p) { return zlema_lag(p) > 0 ? zlema_lag(p) - 1 : 0; }

static int32_t zlema_warmup(const double *p) {
  return zlema_lookback(p) + tide__decay_bars(tide__ema_alpha(p[0]));
}

struct zlema {
  tide__window lag; /* of one bar where the lag is 0, and then not looked at */
  double y, alpha;
  int32_t bars, seen; /* the lag; bars, up to the lag */
};

static int32_t zlema_memory(const double *p) {
  return (int32_t)sizeof(struct zlema) + tide__window_bytes(zlema_lag(p) + 1);
}

static void zlema_begin(struct zlema *s, const double *p, void *memory) {
  s->bars = zlema_lag(p);
  s->alpha = tide__ema_alpha(p[0]);
  tide__window_begin(&s->lag, s->bars > 0 ? s->bars : 1, memory);
}

static inline void zlema_step(struct zlema *s, const double *x, double *y) {
  const double old = tide__lag_next(&s->lag, x[0]);
  const double before = s->bars > 0 ? old : x[0];
  const int32_t first = s->bars > 0 ? s->bars - 1 : 0; /* bar of the seed */
  if (s->seen <= first) {
    s->y = x[0];
    y[0] = s->seen++ == first ? x[0] : TIDE__NAN;
    return;
  }
  y[0] = s->y += (x[0] + (x[0] - before) - s->y) * s->alpha;
}

TIDE__WINDOW_STEPS(zlema, 1, 1)

const tide_indicator tide_ind_zlema = {
  .name = "zlema",
  .title = "Zero Lag Exponential Moving Average",
  .group = "overlap",
  .source = "J. Ehlers, R. Way, Zero Lag (2010); Tulip Indicators zlema",
  .inputs = {"real"},
  .outputs = {"zlema"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = zlema_lookback,
  .warmup = zlema_warmup,
  TIDE__STREAM(zlema),
};
