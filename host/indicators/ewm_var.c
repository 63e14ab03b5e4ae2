/* ewm_var.c -- exponentially weighted variance.
 *
 *   a          = 2 / (n + 1)
 *   mean[0]    = x[0]
 *   ewm_var[0] = 0
 *   d          = x[t] - mean[t-1]
 *   mean[t]    = mean[t-1] + a * d
 *   ewm_var[t] = (1 - a) * (ewm_var[t-1] + a * d^2)
 */
#include "indicators/average.h"
#include "indicators/steps.h"

static int32_t ewm_var_lookback(const double *p) {
  (void)p;
  return 0;
}

static int32_t ewm_var_warmup(const double *p) { return tide__decay_bars(tide__ema_alpha(p[0])); }

struct ewm_var {
  double mean, variance, alpha;
  bool begun;
};

static void ewm_var_begin(struct ewm_var *s, const double *p) { s->alpha = tide__ema_alpha(p[0]); }

static inline void ewm_var_step(struct ewm_var *s, const double *x, double *y) {
  const double d = s->begun ? x[0] - s->mean : 0.0;
  s->mean = s->begun ? s->mean + s->alpha * d : x[0];
  s->variance = (1.0 - s->alpha) * (s->variance + s->alpha * d * d);
  s->begun = true;
  y[0] = s->variance;
}

TIDE__STEPS(ewm_var, 1, 1)

const tide_indicator tide_ind_ewm_var = {
  .name = "ewm_var",
  .title = "Exponentially Weighted Variance",
  .group = "statistic",
  .source = "T. Finch, Incremental calculation of weighted mean and variance (2009)",
  .inputs = {"real"},
  .outputs = {"ewm_var"},
  .units = {"index"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = ewm_var_lookback,
  .warmup = ewm_var_warmup,
  TIDE__STREAM(ewm_var),
};
