/* mfi.c -- Money Flow Index.
 *
 *   tp[t]   = (high[t] + low[t] + close[t]) / 3
 *   flow[t] = tp[t] * volume[t], positive when tp rose, negative when it fell
 *   mfi[t]  = 100 * p / (p + q) of the sums p of positive and q of negative flow
 *             over t-n+1 .. t; 0 where nothing flowed
 */
#include "indicators/indicator.h"
#include "indicators/rolling.h"
#include "indicators/smoothing.h"

#include <string.h>

static int32_t mfi_lookback(const double *p) { return (int32_t)p[0]; }

/* Sums of rising and falling flow in blocks of signed flow, as in rolling.h.
 * Each sum has terms of one sign, so no shift is needed. */
static void flow_sums(const double *flow, int32_t period, int32_t b, int32_t len, double *rise,
                      double *fall) {
  double up = 0.0;
  double down = 0.0;
  rise[period - 1] = fall[period - 1] = 0.0;
  for (int32_t i = period - 2; i >= 0; i--) {
    const double f = b ? flow[i - period + 1] : 0.0;
    rise[i] = up += tide__positive(f);
    fall[i] = down += tide__positive(-f);
  }
  up = down = 0.0;
  for (int32_t i = 0; i < len; i++) {
    const double f = flow[i];
    up += tide__positive(f);
    down += tide__positive(-f);
    rise[i] += up;
    fall[i] += down;
  }
}

static int mfi_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *high = in[0];
  const double *low = in[1];
  const double *close = in[2];
  const double *volume = in[3];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;

  double flow[2 * TIDE__PERIOD_MAX]; /* of the block before and of this one */
  double rise[TIDE__PERIOD_MAX];
  double fall[TIDE__PERIOD_MAX];
  double tp[TIDE__PERIOD_MAX + 1]; /* one more in front */
  tp[0] = (high[0] + low[0] + close[0]) / 3.0;
  for (int32_t b = 1; b < n; b += period) { /* the first flow is that of bar 1 */
    const int32_t len = tide__block_len(period, b, n);
    for (int32_t i = 0; i < len; i++) tp[i + 1] = (high[b + i] + low[b + i] + close[b + i]) / 3.0;
    for (int32_t i = 0; i < len; i++) {
      flow[period + i] = tide__sign(tp[i + 1], tp[i]) * (tp[i + 1] * volume[b + i]);
    }
    tp[0] = tp[len];
    flow_sums(flow + period, period, b - 1, len, rise, fall);
    for (int32_t i = tide__block_first(period, b - 1); i < len; i++) {
      const double sum = rise[i] + fall[i];
      const double share = rise[i] / sum;
      y[b + i] = sum == 0.0 ? 0.0 : 100.0 * share;
    }
    memcpy(flow, flow + period, (size_t)len * sizeof *flow);
  }
  return TIDE_OK;
}

const tide_indicator tide_ind_mfi = {
  .name = "mfi",
  .title = "Money Flow Index",
  .group = "volume",
  .source = "G. Quong, A. Soudack (1989); TA-Lib MFI",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"mfi"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = mfi_lookback,
  .warmup = mfi_lookback,
  .run = mfi_run,
};
