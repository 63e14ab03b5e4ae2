/* vwap.c -- Volume Weighted Average Price of a window.
 *
 *   tp[t]   = (high[t] + low[t] + close[t]) / 3
 *   vwap[t] = sum(tp * volume) / sum(volume) over t-n+1 .. t
 *
 * A window without any volume gives the typical price tp[t].
 */
#include "indicators/indicator.h"
#include "indicators/rolling.h"

#include <string.h>

static int32_t vwap_lookback(const double *p) { return (int32_t)p[0] - 1; }

/* s: sums of (tp - tp[0]) * volume, v: of volume; blocks as in rolling.h. */
static void weighted_sums(const double *tp, const double *volume, int32_t period, int32_t b,
                          int32_t len, double *s, double *v) {
  const double k = tp[0];
  double sum = 0.0;
  double weight = 0.0;
  s[period - 1] = v[period - 1] = 0.0;
  for (int32_t i = period - 2; i >= 0; i--) {
    const int32_t old = i - period + 1;
    if (b) {
      sum += (tp[old] - k) * volume[old];
      weight += volume[old];
    }
    s[i] = sum;
    v[i] = weight;
  }
  sum = weight = 0.0;
  for (int32_t i = 0; i < len; i++) {
    sum += (tp[i] - k) * volume[i];
    weight += volume[i];
    s[i] += sum;
    v[i] += weight;
  }
}

static int vwap_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *high = in[0];
  const double *low = in[1];
  const double *close = in[2];
  const double *volume = in[3];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  double prices[2 * TIDE__PERIOD_MAX]; /* of the block before and of this one */
  double s[TIDE__PERIOD_MAX];
  double v[TIDE__PERIOD_MAX];
  double *tp = prices + period;
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    for (int32_t i = 0; i < len; i++) tp[i] = (high[b + i] + low[b + i] + close[b + i]) / 3.0;
    weighted_sums(tp, volume + b, period, b, len, s, v);
    for (int32_t i = tide__block_first(period, b); i < len; i++) {
      const double mean = tp[0] + s[i] / v[i];
      y[b + i] = v[i] == 0.0 ? tp[i] : mean;
    }
    memcpy(prices, tp, (size_t)len * sizeof *tp);
  }
  return TIDE_OK;
}

const tide_indicator tide_ind_vwap = {
  .name = "vwap",
  .title = "Volume Weighted Average Price",
  .group = "overlap",
  .source = "typical price weighted by volume over a rolling window",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"vwap"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 24, .step = 1, .integer = true}},
  .lookback = vwap_lookback,
  .warmup = vwap_lookback,
  .run = vwap_run,
};
