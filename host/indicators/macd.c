/* macd.c -- Moving Average Convergence/Divergence.
 *
 *   macd      = ema(x, fast) - ema(x, slow)
 *   signal    = ema(macd, signal)
 *   histogram = macd - signal
 *
 * Both averages of x begin at bar slow - 1, each with the mean of its own last
 * bars there. A fast period above the slow one swaps the two.
 */
#include "indicators/indicator.h"
#include "indicators/smoothing.h"

enum { FAST, SLOW, SIGNAL };

static inline double slow_period(const double *p) { return p[SLOW] > p[FAST] ? p[SLOW] : p[FAST]; }
static inline double fast_period(const double *p) { return p[SLOW] > p[FAST] ? p[FAST] : p[SLOW]; }

static int32_t macd_lookback(const double *p) {
  return (int32_t)slow_period(p) - 1 + (int32_t)p[SIGNAL] - 1;
}

static int32_t macd_warmup(const double *p) {
  return macd_lookback(p) + tide__decay_bars(tide__ema_alpha(slow_period(p))) +
         tide__decay_bars(tide__ema_alpha(p[SIGNAL]));
}

static int macd_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  const int32_t lookback = macd_lookback(p);
  const int32_t start = (int32_t)slow_period(p) - 1;
  const int32_t fast_bars = (int32_t)fast_period(p);
  bool enough = false;
  for (int i = 0; i < 3; i++) enough = tide__begin(out[i], n, lookback);
  if (!enough) return TIDE_ESHORT;

  const double a_fast = tide__ema_alpha(fast_period(p));
  const double a_slow = tide__ema_alpha(slow_period(p));
  const double a_signal = tide__ema_alpha(p[SIGNAL]);
  double fast = tide__mean(x + start - fast_bars + 1, fast_bars);
  double slow = tide__mean(x, start + 1);

  /* The first signal is the mean of the first `signal` differences. */
  const double first = fast - slow;
  double sum = 0.0;
  for (int32_t t = start + 1; t <= lookback; t++) {
    fast += (x[t] - fast) * a_fast;
    slow += (x[t] - slow) * a_slow;
    sum += fast - slow - first;
  }
  double signal = first + sum / p[SIGNAL];
  for (int32_t t = lookback;;) {
    const double macd = fast - slow;
    out[0][t] = macd;
    out[1][t] = signal;
    out[2][t] = macd - signal;
    if (++t == n) return TIDE_OK;
    fast += (x[t] - fast) * a_fast;
    slow += (x[t] - slow) * a_slow;
    signal += (fast - slow - signal) * a_signal;
  }
}

const tide_indicator tide_ind_macd = {
  .name = "macd",
  .title = "Moving Average Convergence/Divergence",
  .group = "momentum",
  .source = "G. Appel; TA-Lib MACD",
  .inputs = {"real"},
  .outputs = {"macd", "signal", "histogram"},
  .units = {"price", "price", "price"},
  .params = {{.name = "fast", .min = 1, .max = 5000, .def = 12, .step = 1, .integer = true},
             {.name = "slow", .min = 2, .max = 5000, .def = 26, .step = 1, .integer = true},
             {.name = "signal", .min = 1, .max = 5000, .def = 9, .step = 1, .integer = true}},
  .lookback = macd_lookback,
  .warmup = macd_warmup,
  .run = macd_run,
};
