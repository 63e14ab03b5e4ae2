/* volatility.c -- standard deviation of logarithmic returns.
 *
 *   r[t]          = log(x[t] / x[t-1])
 *   volatility[t] = sqrt(sum((r - mean(r))^2) / (n - 1)) over r[t-n+1 .. t]
 *
 * Per bar, not per year. Undefined where the window holds a value <= 0.
 */
#include "indicators/log_steps.h"
#include "indicators/window.h"

static int32_t volatility_lookback(const double *p) { return (int32_t)p[0]; }

static inline double sample_deviation(double s, double q, double period) {
  const double v = (q - s * s / period) / (period - 1.0);
  return v < 0.0 ? 0.0 : sqrt(v);
}

struct volatility {
  tide__moments moments;
  double count, before;
};

static int32_t volatility_memory(const double *p) {
  return (int32_t)sizeof(struct volatility) + tide__moments_bytes(p[0]);
}

static void volatility_begin(struct volatility *s, const double *p, void *memory) {
  tide__moments_begin(&s->moments, p[0], memory);
  s->count = p[0];
  s->before = TIDE__NAN;
}

static void volatility_logs(struct volatility *s, int32_t n, const double *const *in,
                            double (*log)[TIDE__LOG_CHUNK]) {
  tide__log_changes(n, in[0], in[0], s->before, log[0]);
  s->before = in[0][n - 1];
}

static inline void volatility_step(struct volatility *s, const double *x, double *y) {
  double sum, square;
  y[0] = TIDE__NAN;
  if (tide__moments_next(&s->moments, x[0], &sum, &square))
    y[0] = sample_deviation(sum, square, s->count);
}

TIDE__LOG_STEPS(volatility, 1, 1)

const tide_indicator tide_ind_volatility = {
  .name = "volatility",
  .title = "Volatility of Returns",
  .group = "volatility",
  .source = "sample standard deviation of logarithmic returns",
  .inputs = {"real"},
  .outputs = {"volatility"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = volatility_lookback,
  .warmup = volatility_lookback,
  TIDE__STREAM(volatility),
};
