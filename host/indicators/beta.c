/* beta.c -- how much one column moves with another.
 *
 *   r[t]    = x[t] / x[t-1] - 1 of either column; 0 where x[t-1] is 0
 *   beta[t] = covariance(r of real, r of other) / variance(r of real)
 *             over t-n+1 .. t; 0 where the returns of real do not vary
 *
 * The slope of the returns of `other` on those of `real`: the market comes first.
 * TA-Lib takes small variances for none; this is exact.
 */
#include "indicators/comoments.h"
#include "indicators/steps.h"

static int32_t beta_lookback(const double *p) { return (int32_t)p[0]; }

struct beta {
  tide__comoments moments;
  double before[2];
  bool begun;
};

static int32_t beta_memory(const double *p) {
  return (int32_t)sizeof(struct beta) + tide__comoments_bytes(p[0]);
}

static void beta_begin(struct beta *s, const double *p, void *memory) {
  tide__comoments_begin(&s->moments, p[0], memory);
}

static inline double return_of(double x, double before) {
  const double r = (x - before) / before;
  return before == 0.0 ? 0.0 : r;
}

static inline void beta_step(struct beta *s, const double *x, double *y) {
  y[0] = TIDE__NAN;
  if (s->begun) {
    double sum[TIDE__CO_SUMS];
    const double r[2] = {return_of(x[0], s->before[0]), return_of(x[1], s->before[1])};
    if (tide__comoments_next(&s->moments, r[0], r[1], sum)) {
      const double n = (double)s->moments.x.period;
      const double varied = n * sum[TIDE__CO_XX] - sum[TIDE__CO_X] * sum[TIDE__CO_X];
      const double shared = n * sum[TIDE__CO_XY] - sum[TIDE__CO_X] * sum[TIDE__CO_Y];
      const double slope = shared / varied;
      y[0] = varied <= 0.0 ? 0.0 : slope;
    }
  }
  s->before[0] = x[0];
  s->before[1] = x[1];
  s->begun = true;
}

TIDE__WINDOW_STEPS(beta, 2, 1)

const tide_indicator tide_ind_beta = {
  .name = "beta",
  .title = "Beta",
  .group = "statistic",
  .source = "TA-Lib BETA",
  .inputs = {"real", "other"},
  .outputs = {"beta"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 5, .step = 1, .integer = true}},
  .lookback = beta_lookback,
  .warmup = beta_lookback,
  TIDE__STREAM(beta),
};
