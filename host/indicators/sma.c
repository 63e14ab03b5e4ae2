/* sma.c -- Simple Moving Average.
 *
 *   sma[t] = mean(x[t-n+1 .. t])
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t sma_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int sma_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__rolling_mean(n, in[0], (int32_t)p[0], out[0]);
  return n > sma_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct sma {
  tide__sums mean;
};

static int32_t sma_memory(const double *p) {
  return (int32_t)sizeof(struct sma) + tide__window_bytes(p[0]);
}

static void sma_begin(struct sma *s, const double *p, void *memory) {
  tide__sums_begin(&s->mean, p[0], memory);
}

static inline void sma_step(struct sma *s, const double *x, double *y) {
  y[0] = tide__mean_next(&s->mean, x[0]);
}

TIDE__WINDOW_STEPS(sma, 1, 1)

const tide_indicator tide_ind_sma = {
  .name = "sma",
  .title = "Simple Moving Average",
  .group = "overlap",
  .source = "arithmetic mean; TA-Lib SMA",
  .inputs = {"real"},
  .outputs = {"sma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = sma_lookback,
  .warmup = sma_lookback,
  TIDE__STREAM(sma),
  .run = sma_run,
};
