/* parkinson.c -- volatility from highs and lows.
 *
 *   parkinson[t] = sqrt(mean(log(high / low)^2, t-n+1 .. t) / (4 * log(2)))
 *
 * Per bar, not per year. Undefined where the window holds a price <= 0.
 */
#include "indicators/log_steps.h"
#include "indicators/window.h"

static const double LOG_2 = 0x1.62e42fefa39efp-1;

static int32_t parkinson_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct parkinson {
  tide__sums mean;
};

static int32_t parkinson_memory(const double *p) {
  return (int32_t)sizeof(struct parkinson) + tide__window_bytes(p[0]);
}

static void parkinson_begin(struct parkinson *s, const double *p, void *memory) {
  tide__sums_begin(&s->mean, p[0], memory);
}

static void parkinson_logs(struct parkinson *s, int32_t n, const double *const *in,
                           double (*log)[TIDE__LOG_CHUNK]) {
  (void)s;
  tide__log_ratios(n, in[0], in[1], log[0]);
}

static inline void parkinson_step(struct parkinson *s, const double *x, double *y) {
  const double variance = tide__mean_next(&s->mean, x[0] * x[0]) / (4.0 * LOG_2);
  y[0] = sqrt(variance < 0.0 ? 0.0 : variance); /* of a NaN, NaN */
}

TIDE__LOG_STEPS(parkinson, 2, 1)

const tide_indicator tide_ind_parkinson = {
  .name = "parkinson",
  .title = "Parkinson Volatility",
  .group = "volatility",
  .source = "M. Parkinson (1980)",
  .inputs = {"high", "low"},
  .outputs = {"parkinson"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = parkinson_lookback,
  .warmup = parkinson_lookback,
  TIDE__STREAM(parkinson),
};
