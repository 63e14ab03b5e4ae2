/* trange.c -- True Range, from the second bar on.
 *
 *   trange[t] = max(high[t], close[t-1]) - min(low[t], close[t-1])
 */
#include "indicators/indicator.h"
#include "indicators/smoothing.h"

static int32_t trange_lookback(const double *p) {
  (void)p;
  return 1;
}

static int trange_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  (void)p;
  const double *high = in[0];
  const double *low = in[1];
  const double *close = in[2];
  double *y = out[0];
  if (!tide__begin(y, n, 1)) return TIDE_ESHORT;
  for (int32_t t = 1; t < n; t++) y[t] = tide__true_range(high[t], low[t], close[t - 1]);
  return TIDE_OK;
}

const tide_indicator tide_ind_trange = {
  .name = "trange",
  .title = "True Range",
  .group = "volatility",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib TRANGE",
  .inputs = {"high", "low", "close"},
  .outputs = {"trange"},
  .units = {"price"},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = trange_lookback,
  .warmup = trange_lookback,
  .run = trange_run,
};
