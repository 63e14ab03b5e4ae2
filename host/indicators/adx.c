/* adx.c -- Average Directional Index.
 *
 *   up, down, and the smoothed sums s_plus, s_minus as in plus_di, minus_di
 *   dx[t]       = 100 * |s_plus - s_minus| / (s_plus + s_minus), from t = n
 *   adx[2n - 1] = mean(dx[n .. 2n-1])
 *   adx[t]      = adx[t-1] + (dx[t] - adx[t-1]) / n
 *
 * A bar whose sums are both 0 has no dx: it counts as 0 in the first mean and
 * leaves adx as it is later.
 */
#include "indicators/directional.h"
#include "indicators/indicator.h"

static int32_t adx_lookback(const double *p) { return 2 * (int32_t)p[0] - 1; }

static int32_t adx_warmup(const double *p) {
  return adx_lookback(p) + 2 * tide__decay_bars(1.0 / p[0]);
}

static inline double adx_dx(const tide__directional *d, double otherwise) {
  const double sum = d->plus + d->minus;
  return sum == 0.0 ? otherwise : 100.0 * (fabs(d->plus - d->minus) / sum);
}

static int adx_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  const int32_t lookback = adx_lookback(p);
  if (!tide__begin(y, n, lookback)) return TIDE_ESHORT;

  const double alpha = 1.0 / p[0];
  const double keep = 1.0 - alpha;
  tide__directional d = tide__directional_seed(in, period);
  tide__moves m;
  double sum = 0.0;
  for (int32_t t = period; t <= lookback; t += TIDE__MOVES) {
    const int32_t len = tide__moves_len(t, lookback + 1);
    tide__moves_read(&m, in, t, len);
    for (int32_t i = 0; i < len; i++) {
      tide__directional_add(&d, &m, i, keep);
      sum += adx_dx(&d, 0.0);
    }
  }
  double adx = y[lookback] = sum / p[0];
  for (int32_t t = lookback + 1; t < n; t += TIDE__MOVES) {
    const int32_t len = tide__moves_len(t, n);
    tide__moves_read(&m, in, t, len);
    for (int32_t i = 0; i < len; i++) {
      tide__directional_add(&d, &m, i, keep);
      y[t + i] = adx += (adx_dx(&d, adx) - adx) * alpha;
    }
  }
  return TIDE_OK;
}

const tide_indicator tide_ind_adx = {
  .name = "adx",
  .title = "Average Directional Index",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ADX",
  .inputs = {"high", "low", "close"},
  .outputs = {"adx"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 2500, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = adx_lookback,
  .warmup = adx_warmup,
  .run = adx_run,
};
