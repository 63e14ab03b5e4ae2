/* volatility.c -- standard deviation of logarithmic returns.
 *
 *   r[t]          = log(x[t] / x[t-1])
 *   volatility[t] = sqrt(sum((r - mean(r))^2) / (n - 1)) over r[t-n+1 .. t]
 *
 * Per bar, not per year. Undefined where the window holds a value <= 0.
 */
#include "core/log.h"
#include "indicators/indicator.h"
#include "indicators/rolling.h"

#include <string.h>

static int32_t volatility_lookback(const double *p) { return (int32_t)p[0]; }

static inline double sample_deviation(double s, double q, double period) {
  const double v = (q - s * s / period) / (period - 1.0);
  return v < 0.0 ? 0.0 : sqrt(v);
}

static int volatility_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;

  const double count = p[0];
  double returns[2 * TIDE__PERIOD_MAX]; /* of the block before and of this one */
  double s[TIDE__PERIOD_MAX];
  double q[TIDE__PERIOD_MAX];
  double *r = returns + period;
  for (int32_t b = 1; b < n; b += period) { /* the first return is that of bar 1 */
    const int32_t len = tide__block_len(period, b, n);
    for (int32_t i = 0; i < len; i++) r[i] = tide__log(x[b + i] / x[b + i - 1]);
    tide__block_moments(r, period, b - 1, len, s, q);
    for (int32_t i = tide__block_first(period, b - 1); i < len; i++)
      y[b + i] = sample_deviation(s[i], q[i], count);
    memcpy(returns, r, (size_t)len * sizeof *r);
  }
  return TIDE_OK;
}

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
  .run = volatility_run,
};
