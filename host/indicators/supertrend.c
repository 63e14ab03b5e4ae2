/* supertrend.c -- a trailing band that changes sides when the close crosses it.
 *
 *   mid       = (high + low) / 2
 *   upper[t]  = mid + multiplier * atr, but no higher than upper[t-1] unless
 *               close[t-1] was above that
 *   lower[t]  = mid - multiplier * atr, but no lower than lower[t-1] unless
 *               close[t-1] was below that
 *   direction = 1 until the close falls below lower, then -1 until it rises above
 *               upper
 *   supertrend = lower when direction is 1, else upper
 *
 * The first bar has direction 1, unless its close is below mid.
 */
#include "indicators/extreme.h"
#include "indicators/indicator.h"
#include "indicators/wilder.h"

static int32_t supertrend_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t supertrend_warmup(const double *p) {
  return supertrend_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

static int supertrend_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *high = in[0];
  const double *low = in[1];
  const double *close = in[2];
  const int32_t period = (int32_t)p[0];
  bool enough = false;
  for (int i = 0; i < 2; i++) enough = tide__begin(out[i], n, period);
  if (!enough) return TIDE_ESHORT;

  const double alpha = 1.0 / p[0];
  const double multiplier = p[1];
  double atr = tide__atr_seed(high, low, close, period);
  double mid = 0.5 * (high[period] + low[period]);
  double upper = mid + multiplier * atr;
  double lower = mid - multiplier * atr;
  double direction = close[period] < mid ? -1.0 : 1.0;
  for (int32_t t = period;;) {
    out[0][t] = direction > 0.0 ? lower : upper;
    out[1][t] = direction;
    if (++t == n) return TIDE_OK;
    atr = tide__atr_next(atr, high[t], low[t], close[t - 1], alpha);
    mid = 0.5 * (high[t] + low[t]);
    const double up = mid + multiplier * atr;
    const double down = mid - multiplier * atr;
    upper = close[t - 1] > upper ? up : tide__min(up, upper);
    lower = close[t - 1] < lower ? down : tide__max(down, lower);
    if (direction > 0.0)
      direction = close[t] < lower ? -1.0 : 1.0;
    else
      direction = close[t] > upper ? 1.0 : -1.0;
  }
}

const tide_indicator tide_ind_supertrend = {
  .name = "supertrend",
  .title = "SuperTrend",
  .group = "overlap",
  .source = "O. Seban",
  .inputs = {"high", "low", "close"},
  .outputs = {"supertrend", "direction"},
  .units = {"price", "signal"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true},
             {.name = "multiplier", .min = 0, .max = 100, .def = 3, .step = 0.1}},
  .lookback = supertrend_lookback,
  .warmup = supertrend_warmup,
  .run = supertrend_run,
};
