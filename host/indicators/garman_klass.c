/* garman_klass.c -- volatility from all four prices.
 *
 *   v               = log(high / low)^2 / 2 - (2 * log(2) - 1) * log(close / open)^2
 *   garman_klass[t] = sqrt(mean(v, t-n+1 .. t)); 0 where the mean is below 0
 *
 * Per bar, not per year. Undefined where the window holds a price <= 0.
 */
#include "indicators/log_steps.h"
#include "indicators/window.h"

static const double LOG_2 = 0x1.62e42fefa39efp-1;

static int32_t garman_klass_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct garman_klass {
  tide__sums mean;
};

static int32_t garman_klass_memory(const double *p) {
  return (int32_t)sizeof(struct garman_klass) + tide__window_bytes(p[0]);
}

static void garman_klass_begin(struct garman_klass *s, const double *p, void *memory) {
  tide__sums_begin(&s->mean, p[0], memory);
}

static void garman_klass_logs(struct garman_klass *s, int32_t n, const double *const *in,
                              double (*log)[TIDE__LOG_CHUNK]) {
  (void)s;
  tide__log_ratios(n, in[1], in[2], log[0]);
  tide__log_ratios(n, in[3], in[0], log[1]);
}

static inline void garman_klass_step(struct garman_klass *s, const double *x, double *y) {
  const double v = 0.5 * x[0] * x[0] - (2.0 * LOG_2 - 1.0) * x[1] * x[1];
  const double variance = tide__mean_next(&s->mean, v);
  y[0] = sqrt(variance < 0.0 ? 0.0 : variance); /* of a NaN, NaN */
}

TIDE__LOG_STEPS(garman_klass, 4, 2)

const tide_indicator tide_ind_garman_klass = {
  .name = "garman_klass",
  .title = "Garman-Klass Volatility",
  .group = "volatility",
  .source = "M. Garman, M. Klass (1980)",
  .inputs = {"open", "high", "low", "close"},
  .outputs = {"garman_klass"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = garman_klass_lookback,
  .warmup = garman_klass_lookback,
  TIDE__STREAM(garman_klass),
};
