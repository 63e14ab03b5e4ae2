/* dpo.c -- Detrended Price Oscillator.
 *
 *   dpo[t] = x[t - n/2 - 1] - sma(x, n)[t]        n/2 rounded down
 *
 * The price is the older one: nothing of the future is seen.
 */
#include "indicators/derived_mean.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t dpo_lookback(const double *p) { return (int32_t)p[0] - 1; }

static inline double dpo_back(const double *p) { return floor(p[0] / 2.0) + 1.0; }

static inline double dpo_value(const double *const *in, int32_t t) { return in[0][t]; }

static int dpo_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *y = out[0];
  const int32_t lookback = dpo_lookback(p);
  if (!tide__begin(y, n, lookback)) return TIDE_ESHORT;
  const double *before = in[0] - (int32_t)dpo_back(p);
  for (int32_t t = lookback; t < n; t++) y[t] = before[t];
  tide__derived_mean(n, in, (int32_t)p[0], dpo_value, y, tide__join_difference);
  return TIDE_OK;
}

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
  .units = {"distance"},
  .params = {{.name = "period", .min = 3, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = dpo_lookback,
  .warmup = dpo_lookback,
  TIDE__STREAM(dpo),
  .run = dpo_run,
};
