/* macd.c -- Moving Average Convergence/Divergence.
 *
 *   macd      = ema(x, fast) - ema(x, slow)
 *   signal    = ema(macd, signal)
 *   histogram = macd - signal
 *
 * Both averages of x begin at bar slow - 1, each with the mean of its own last
 * bars there. A fast period above the slow one swaps the two.
 */
#include "indicators/macd.h"
#include "indicators/steps.h"

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

struct macd {
  tide__macd macd;
};

static void macd_begin(struct macd *s, const double *p) {
  const double fast = fast_period(p);
  const double slow = slow_period(p);
  tide__macd_begin(&s->macd, fast, tide__ema_alpha(fast), slow, tide__ema_alpha(slow), p[SIGNAL]);
}

static inline void macd_step(struct macd *s, const double *x, double *y) {
  tide__macd_next(&s->macd, x[0], y);
}

TIDE__STEPS(macd, 1, 3)

const tide_indicator tide_ind_macd = {
  .name = "macd",
  .title = "Moving Average Convergence/Divergence",
  .group = "momentum",
  .source = "G. Appel; TA-Lib MACD",
  .inputs = {"real"},
  .outputs = {"macd", "signal", "histogram"},
  .units = {"distance", "distance", "distance"},
  .params = {{.name = "fast", .min = 1, .max = 5000, .def = 12, .step = 1, .integer = true},
             {.name = "slow", .min = 2, .max = 5000, .def = 26, .step = 1, .integer = true},
             {.name = "signal", .min = 1, .max = 5000, .def = 9, .step = 1, .integer = true}},
  .lookback = macd_lookback,
  .warmup = macd_warmup,
  TIDE__STREAM(macd),
};
