/* zscore.c -- distance from the mean of a window in standard deviations.
 *
 *   zscore[t] = (x[t] - sma(x, n)[t]) / stddev(x, n)[t]; 0 where the deviation is 0
 */
#include "indicators/indicator.h"
#include "indicators/rolling.h"

static int32_t zscore_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int zscore_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  const double count = p[0];
  const double share = 1.0 / count;
  double s[TIDE__PERIOD_MAX];
  double q[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    const double k = x[b];
    tide__block_moments(x + b, period, b, len, s, q);
    for (int32_t i = tide__block_first(period, b); i < len; i++) {
      const double v = tide__variance(s[i], q[i], share);
      const double score = (x[b + i] - k - s[i] / count) / sqrt(v);
      y[b + i] = v == 0.0 ? 0.0 : score;
    }
  }
  return TIDE_OK;
}

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
  .run = zscore_run,
};
