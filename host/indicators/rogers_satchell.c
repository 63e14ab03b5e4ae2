/* rogers_satchell.c -- volatility from all four prices, whatever the trend.
 *
 *   h = log(high / open),  l = log(low / open),  c = log(close / open)
 *   v                  = h * (h - c) + l * (l - c)
 *   rogers_satchell[t] = sqrt(mean(v, t-n+1 .. t)); 0 where the mean is below 0
 *
 * Per bar, not per year. Undefined where the window holds a price <= 0.
 */
#include "indicators/log_steps.h"
#include "indicators/window.h"

static int32_t rogers_satchell_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct rogers_satchell {
  tide__sums mean;
};

static int32_t rogers_satchell_memory(const double *p) {
  return (int32_t)sizeof(struct rogers_satchell) + tide__window_bytes(p[0]);
}

static void rogers_satchell_begin(struct rogers_satchell *s, const double *p, void *memory) {
  tide__sums_begin(&s->mean, p[0], memory);
}

static void rogers_satchell_logs(struct rogers_satchell *s, int32_t n, const double *const *in,
                                 double (*log)[TIDE__LOG_CHUNK]) {
  (void)s;
  for (int i = 0; i < 3; i++) tide__log_ratios(n, in[i + 1], in[0], log[i]);
}

static inline void rogers_satchell_step(struct rogers_satchell *s, const double *x, double *y) {
  const double high = x[0], low = x[1], close = x[2];
  const double v = high * (high - close) + low * (low - close);
  const double variance = tide__mean_next(&s->mean, v);
  y[0] = sqrt(variance < 0.0 ? 0.0 : variance); /* of a NaN, NaN */
}

TIDE__LOG_STEPS(rogers_satchell, 4, 3)

const tide_indicator tide_ind_rogers_satchell = {
  .name = "rogers_satchell",
  .title = "Rogers-Satchell Volatility",
  .group = "volatility",
  .source = "L. Rogers, S. Satchell (1991)",
  .inputs = {"open", "high", "low", "close"},
  .outputs = {"rogers_satchell"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = rogers_satchell_lookback,
  .warmup = rogers_satchell_lookback,
  TIDE__STREAM(rogers_satchell),
};
