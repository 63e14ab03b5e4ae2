/* minus_di.c -- Minus Directional Indicator.
 *
 *   up[t] = high[t] - high[t-1]      down[t] = low[t-1] - low[t]
 *   dm[t] = down[t] when down[t] > up[t] and down[t] > 0, else 0
 *   dm and the true range are summed over bars 1 .. n-1; from bar n on
 *   s[t]  = s[t-1] * (1 - 1 / n) + new[t]
 *   minus_di[t] = 100 * s_dm[t] / s_tr[t]; 0 where nothing moved
 */
#include "indicators/directional.h"
#include "indicators/indicator.h"

static int32_t minus_di_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t minus_di_warmup(const double *p) {
  return minus_di_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

static int minus_di_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  return tide__directional_run(n, in, p, out, false);
}

const tide_indicator tide_ind_minus_di = {
  .name = "minus_di",
  .title = "Minus Directional Indicator",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib MINUS_DI",
  .inputs = {"high", "low", "close"},
  .outputs = {"minus_di"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = minus_di_lookback,
  .warmup = minus_di_warmup,
  .run = minus_di_run,
};
