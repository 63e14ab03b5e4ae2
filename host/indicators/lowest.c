/* lowest.c -- Lowest value of a window.
 *
 *   lowest[t] = min(x[t-n+1 .. t])
 *
 * The window includes the bar itself; `:shift(1)` leaves it out.
 */
#include "indicators/extreme.h"
#include "indicators/indicator.h"

static int32_t lowest_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int lowest_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  double m[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_min(x + b, period, b, len, m);
    for (int32_t i = tide__block_first(period, b); i < len; i++) y[b + i] = m[i];
  }
  tide__nan_windows(n, x, period, out, 1);
  return TIDE_OK;
}

const tide_indicator tide_ind_lowest = {
  .name = "lowest",
  .title = "Lowest Value",
  .group = "statistic",
  .source = "TA-Lib MIN",
  .inputs = {"real"},
  .outputs = {"lowest"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = lowest_lookback,
  .warmup = lowest_lookback,
  .run = lowest_run,
};
