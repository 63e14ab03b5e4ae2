/* rsi.c -- Relative Strength Index, Wilder's smoothing.
 *
 *   up[t]  = max(x[t] - x[t-1], 0)      down[t] = max(x[t-1] - x[t], 0)
 *   au[n]  = mean(up[1 .. n])           au[t]   = au[t-1] + (up[t] - au[t-1]) / n
 *   ad     likewise from down
 *   rsi[t] = 100 * au[t] / (au[t] + ad[t])
 *
 * Prices that never moved have no direction: 50. A bar without a change keeps
 * the value to the last bit, as both averages shrink alike.
 */
#include "indicators/indicator.h"
#include "indicators/smoothing.h"

static int32_t rsi_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t rsi_warmup(const double *p) {
  return rsi_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

/* Not sum > 0: a NaN stays a NaN. */
static inline double rsi_value(double up, double down) {
  const double sum = up + down;
  return sum == 0.0 ? 50.0 : 100.0 * (up / sum);
}

void tide__rsi(int32_t n, const double *x, int32_t period, double *y) {
  if (!tide__begin(y, n, period)) return;
  double up = 0.0;
  double down = 0.0;
  for (int32_t t = 1; t <= period; t++) {
    const double d = x[t] - x[t - 1];
    if (d > 0.0)
      up += d;
    else
      down -= d;
  }
  up /= (double)period;
  down /= (double)period;
  y[period] = rsi_value(up, down);

  const double alpha = 1.0 / (double)period;
  for (int32_t t = period + 1; t < n; t++) {
    const double d = x[t] - x[t - 1];
    const double rise = tide__positive(d);
    up += (rise - up) * alpha;
    down += (rise - d - down) * alpha;
    y[t] = d == 0.0 ? y[t - 1] : rsi_value(up, down);
  }
}

static int rsi_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__rsi(n, in[0], (int32_t)p[0], out[0]);
  return n > rsi_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

const tide_indicator tide_ind_rsi = {
  .name = "rsi",
  .title = "Relative Strength Index",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib RSI",
  .inputs = {"real"},
  .outputs = {"rsi"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = rsi_lookback,
  .warmup = rsi_warmup,
  .run = rsi_run,
};
