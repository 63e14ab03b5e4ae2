/* zscore.c -- distance from the mean of a window in standard deviations.
 *
 *   zscore[t] = (x[t] - sma(x, n)[t]) / stddev(x, n)[t]; 0 where the deviation is 0
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t zscore_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct zscore {
  tide__moments moments;
  double count;
};

static int32_t zscore_memory(const double *p) {
  return (int32_t)sizeof(struct zscore) + tide__moments_bytes(p[0]);
}

static void zscore_begin(struct zscore *s, const double *p, void *memory) {
  tide__moments_begin(&s->moments, p[0], memory);
  s->count = p[0];
}

static inline void zscore_step(struct zscore *s, const double *x, double *y) {
  double sum, square;
  y[0] = TIDE__NAN;
  if (!tide__moments_next(&s->moments, x[0], &sum, &square)) return;
  const double v = tide__variance(sum, square, 1.0 / s->count);
  const double score = (x[0] - s->moments.k - sum / s->count) / sqrt(v);
  y[0] = v == 0.0 ? 0.0 : score;
}

TIDE__WINDOW_STEPS(zscore, 1, 1)

const tide_indicator tide_ind_zscore = {
  .name = "zscore",
  .title = "Z-Score",
  .group = "statistic",
  .source = "standard score with the population deviation",
  .inputs = {"real"},
  .outputs = {"zscore"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = zscore_lookback,
  .warmup = zscore_lookback,
  TIDE__STREAM(zscore),
};
