/* correl.c -- Pearson's correlation of two columns.
 *
 *   correl[t] = covariance(real, other) / (stddev(real) * stddev(other)) over t-n+1 .. t;
 *               0 where one of them does not move
 */
#include "indicators/comoments.h"
#include "indicators/steps.h"

static int32_t correl_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct correl {
  tide__comoments moments;
};

static int32_t correl_memory(const double *p) {
  return (int32_t)sizeof(struct correl) + tide__comoments_bytes(p[0]);
}

static void correl_begin(struct correl *s, const double *p, void *memory) {
  tide__comoments_begin(&s->moments, p[0], memory);
}

static inline void correl_step(struct correl *s, const double *x, double *y) {
  double sum[TIDE__CO_SUMS];
  y[0] = TIDE__NAN;
  if (!tide__comoments_next(&s->moments, x[0], x[1], sum)) return;
  const double share = 1.0 / (double)s->moments.x.period;
  const double vx = sum[TIDE__CO_XX] - sum[TIDE__CO_X] * sum[TIDE__CO_X] * share;
  const double vy = sum[TIDE__CO_YY] - sum[TIDE__CO_Y] * sum[TIDE__CO_Y] * share;
  const double shared = sum[TIDE__CO_XY] - sum[TIDE__CO_X] * sum[TIDE__CO_Y] * share;
  const double r = shared / (sqrt(vx) * sqrt(vy));
  y[0] = vx <= 0.0 || vy <= 0.0 ? 0.0 : (r > 1.0 ? 1.0 : (r < -1.0 ? -1.0 : r));
}

TIDE__WINDOW_STEPS(correl, 2, 1)

const tide_indicator tide_ind_correl = {
  .name = "correl",
  .title = "Correlation",
  .group = "statistic",
  .source = "K. Pearson (1895); TA-Lib CORREL",
  .inputs = {"real", "other"},
  .outputs = {"correl"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 30, .step = 1, .integer = true}},
  .out_min = -1.0,
  .out_max = 1.0,
  .lookback = correl_lookback,
  .warmup = correl_lookback,
  TIDE__STREAM(correl),
};
