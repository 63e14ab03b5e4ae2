/* cci.c -- Commodity Channel Index.
 *
 *   tp     = (high + low + close) / 3
 *   md[t]  = mean(|tp[i] - sma(tp, n)[t]|, i = t-n+1 .. t)
 *   cci[t] = (tp[t] - sma(tp, n)[t]) / (0.015 * md[t]); 0 where md is 0
 *
 * The mean deviation visits the whole window of every bar.
 */
#include "indicators/indicator.h"
#include "indicators/rolling.h"

#include <string.h>

enum { LANES = 8 };

static int32_t cci_lookback(const double *p) { return (int32_t)p[0] - 1; }

/* y[i] = cci of the window x[i .. i+period-1] with mean[i], LANES windows side by
 * side: the order of the additions is that of one window after the other. */
static void cci_lanes(const double *x, const double *mean, int32_t period, double *y) {
  double dev[LANES] = {0};
  for (int32_t j = 0; j < period; j++)
    for (int32_t i = 0; i < LANES; i++) dev[i] += fabs(x[i + j] - mean[i]);
  const double *last = x + period - 1;
  for (int32_t i = 0; i < LANES; i++) {
    const double scaled = (last[i] - mean[i]) / (0.015 * (dev[i] / (double)period));
    y[i] = dev[i] == 0.0 ? 0.0 : scaled;
  }
}

static int cci_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *high = in[0];
  const double *low = in[1];
  const double *close = in[2];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  /* The typical prices of the block before, of this block, and room for lanes. */
  double tp[2 * TIDE__PERIOD_MAX + LANES] = {0};
  double s[TIDE__PERIOD_MAX + LANES] = {0};
  double cci[LANES];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    for (int32_t i = 0; i < len; i++)
      tp[period + i] = (high[b + i] + low[b + i] + close[b + i]) / 3.0;
    tide__block_sums(tp + period, period, b, len, s);
    for (int32_t i = 0; i < len; i++) s[i] = tp[period] + s[i] / p[0];
    for (int32_t i = tide__block_first(period, b); i < len; i += LANES) {
      cci_lanes(tp + 1 + i, s + i, period, cci);
      const int32_t count = len - i < LANES ? len - i : LANES;
      memcpy(y + b + i, cci, (size_t)count * sizeof *cci);
    }
    memcpy(tp, tp + period, (size_t)period * sizeof *tp);
  }
  return TIDE_OK;
}

const tide_indicator tide_ind_cci = {
  .name = "cci",
  .title = "Commodity Channel Index",
  .group = "momentum",
  .source = "D. Lambert (1980); TA-Lib CCI",
  .inputs = {"high", "low", "close"},
  .outputs = {"cci"},
  .units = {"index"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = cci_lookback,
  .warmup = cci_lookback,
  .run = cci_run,
};
