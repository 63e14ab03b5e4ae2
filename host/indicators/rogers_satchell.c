/* rogers_satchell.c -- volatility from all four prices, whatever the trend.
 *
 *   h = log(high / open),  l = log(low / open),  c = log(close / open)
 *   v                  = h * (h - c) + l * (l - c)
 *   rogers_satchell[t] = sqrt(mean(v, t-n+1 .. t)); 0 where the mean is below 0
 *
 * Per bar, not per year. Undefined where the window holds a price <= 0.
 */
#include "core/log.h"
#include "indicators/steps.h"
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

static inline void rogers_satchell_step(struct rogers_satchell *s, const double *x, double *y) {
  const double high = tide__log(x[1] / x[0]);
  const double low = tide__log(x[2] / x[0]);
  const double close = tide__log(x[3] / x[0]);
  const double v = high * (high - close) + low * (low - close);
  const double variance = tide__mean_next(&s->mean, v);
  y[0] = sqrt(variance < 0.0 ? 0.0 : variance); /* of a NaN, NaN */
}

TIDE__WINDOW_STEPS(rogers_satchell, 4, 1)

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
