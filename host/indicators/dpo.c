/* dpo.c -- Detrended Price Oscillator.
 *
 *   dpo[t] = x[t - n/2 - 1] - sma(x, n)[t]        n/2 rounded down
 *
 * The price is the older one: nothing of the future is seen.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t dpo_lookback(const double *p) { return (int32_t)p[0] - 1; }

static inline double dpo_back(const double *p) { return floor(p[0] / 2.0) + 1.0; }

struct dpo {
  tide__sums mean;
  tide__window lag;
};

static int32_t dpo_memory(const double *p) {
  return (int32_t)sizeof(struct dpo) + tide__window_bytes(p[0]) + tide__window_bytes(dpo_back(p));
}

static void dpo_begin(struct dpo *s, const double *p, void *memory) {
  memory = tide__sums_begin(&s->mean, p[0], memory);
  tide__window_begin(&s->lag, dpo_back(p), memory);
}

static inline void dpo_step(struct dpo *s, const double *x, double *y) {
  const double before = tide__lag_next(&s->lag, x[0]);
  y[0] = before - tide__mean_next(&s->mean, x[0]);
}

TIDE__WINDOW_STEPS(dpo, 1, 1)

const tide_indicator tide_ind_dpo = {
  .name = "dpo",
  .title = "Detrended Price Oscillator",
  .group = "momentum",
  .source = "S. Achelis, Technical Analysis from A to Z (1995); Tulip dpo",
  .inputs = {"real"},
  .outputs = {"dpo"},
  .units = {"price"},
  .params = {{.name = "period", .min = 3, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = dpo_lookback,
  .warmup = dpo_lookback,
  TIDE__STREAM(dpo),
};
