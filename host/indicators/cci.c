/* cci.c -- Commodity Channel Index.
 *
 *   tp     = (high + low + close) / 3
 *   md[t]  = mean(|tp[i] - sma(tp, n)[t]|, i = t-n+1 .. t)
 *   cci[t] = (tp[t] - sma(tp, n)[t]) / (0.015 * md[t]); 0 where md is 0
 *
 * The mean deviation visits the whole window of every bar.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t cci_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct cci {
  tide__sums mean;
  tide__window prices;
};

static int32_t cci_memory(const double *p) {
  return (int32_t)sizeof(struct cci) + 2 * tide__window_bytes(p[0]);
}

static void cci_begin(struct cci *s, const double *p, void *memory) {
  memory = tide__sums_begin(&s->mean, p[0], memory);
  tide__window_begin(&s->prices, p[0], memory);
}

static inline void cci_step(struct cci *s, const double *x, double *y) {
  const double tp = (x[0] + x[1] + x[2]) / 3.0;
  const double mean = tide__sum_mean(&s->mean, tp);
  const tide__window *w = &s->prices;
  tide__lag_next(&s->prices, tp);
  y[0] = TIDE__NAN;
  if (w->seen < w->period) return;
  double deviation = 0.0;
  for (int32_t i = w->i; i < w->period; i++) deviation += fabs(w->kept[i] - mean);
  for (int32_t i = 0; i < w->i; i++) deviation += fabs(w->kept[i] - mean);
  const double scaled = (tp - mean) / (0.015 * (deviation / (double)w->period));
  y[0] = deviation == 0.0 ? 0.0 : scaled;
}

TIDE__WINDOW_STEPS(cci, 3, 1)

const tide_indicator tide_ind_cci = {
  .name = "cci",
  .title = "Commodity Channel Index",
  .group = "momentum",
  .source = "D. Lambert (1980); TA-Lib CCI",
  .inputs = {"high", "low", "close"},
  .outputs = {"cci"},
  .units = {"index"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = cci_lookback,
  .warmup = cci_lookback,
  TIDE__STREAM(cci),
};
