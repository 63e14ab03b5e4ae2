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
  return tide__extreme_run(n, in, p, out, tide__block_min);
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
