/* wma.c -- Weighted Moving Average, the newest value weighs most.
 *
 *   wma[t] = sum(i * x[t-n+i], i = 1 .. n) / (n (n + 1) / 2)
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t wma_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int wma_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__rolling_weighted(n, in[0], (int32_t)p[0], out[0]);
  return n > wma_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct wma {
  tide__weights mean;
};

static int32_t wma_memory(const double *p) {
  return (int32_t)sizeof(struct wma) + tide__window_bytes(p[0]);
}

static void wma_begin(struct wma *s, const double *p, void *memory) {
  tide__weights_begin(&s->mean, p[0], memory);
}

static inline void wma_step(struct wma *s, const double *x, double *y) {
  y[0] = tide__weighted_next(&s->mean, x[0]);
}

TIDE__WINDOW_STEPS(wma, 1, 1)

const tide_indicator tide_ind_wma = {
  .name = "wma",
  .title = "Weighted Moving Average",
  .group = "overlap",
  .source = "TA-Lib WMA",
  .inputs = {"real"},
  .outputs = {"wma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = wma_lookback,
  .warmup = wma_lookback,
  TIDE__STREAM(wma),
  .run = wma_run,
};
