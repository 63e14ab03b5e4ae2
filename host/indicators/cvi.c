/* cvi.c -- Chaikin's Volatility: change of the average range.
 *
 *   range[t] = high[t] - low[t]
 *   e[0]     = range[0]
 *   e[t]     = e[t-1] + (range[t] - e[t-1]) * 2 / (n + 1)
 *   cvi[t]   = 100 * (e[t] - e[t-n]) / e[t-n]; 0 where e[t-n] is 0
 *
 * Defined from bar 2 n - 1 on. An average that has faded below 1e-300 is taken for 0.
 */
#include "indicators/average.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t cvi_lookback(const double *p) { return 2 * (int32_t)p[0] - 1; }

static int32_t cvi_warmup(const double *p) {
  return cvi_lookback(p) + tide__decay_bars(tide__ema_alpha(p[0]));
}

struct cvi {
  tide__average average;
  tide__window before;
  int32_t left; /* bars that are not defined yet */
};

static int32_t cvi_memory(const double *p) {
  return (int32_t)sizeof(struct cvi) + tide__window_bytes(p[0]);
}

static void cvi_begin(struct cvi *s, const double *p, void *memory) {
  tide__average_begin(&s->average, 1.0, tide__ema_alpha(p[0]));
  tide__window_begin(&s->before, p[0], memory);
  s->left = 2 * (int32_t)p[0] - 1;
}

static inline void cvi_step(struct cvi *s, const double *x, double *y) {
  const double e = tide__average_next(&s->average, x[0] - x[1]);
  const double before = tide__lag_next(&s->before, e);
  const double change = 100.0 * (e - before) / before;
  y[0] = fabs(before) < 1e-300 ? 0.0 : change;
  if (s->left > 0) {
    s->left--;
    y[0] = TIDE__NAN;
  }
}

TIDE__WINDOW_STEPS(cvi, 2, 1)

const tide_indicator tide_ind_cvi = {
  .name = "cvi",
  .title = "Chaikin's Volatility",
  .group = "volatility",
  .source = "M. Chaikin; Tulip Indicators cvi",
  .inputs = {"high", "low"},
  .outputs = {"cvi"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 2500, .def = 10, .step = 1, .integer = true}},
  .lookback = cvi_lookback,
  .warmup = cvi_warmup,
  TIDE__STREAM(cvi),
};
