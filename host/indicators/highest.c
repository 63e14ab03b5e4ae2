/* highest.c -- Highest value of a window.
 *
 *   highest[t] = max(x[t-n+1 .. t])
 *
 * The window includes the bar itself; `:shift(1)` leaves it out.
 */
#include "indicators/extreme.h"
#include "indicators/indicator.h"

static int32_t highest_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int highest_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, period - 1)) return TIDE_ESHORT;

  double m[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_max(x + b, period, b, len, m);
    for (int32_t i = tide__block_first(period, b); i < len; i++) y[b + i] = m[i];
  }
  tide__nan_windows(n, x, period, out, 1);
  return TIDE_OK;
}

const tide_indicator tide_ind_highest = {
  .name = "highest",
  .title = "Highest Value",
  .group = "statistic",
  .source = "TA-Lib MAX",
  .inputs = {"real"},
  .outputs = {"highest"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = highest_lookback,
  .warmup = highest_lookback,
  .run = highest_run,
};
