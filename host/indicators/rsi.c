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
#include "indicators/steps.h"
#include "indicators/strength.h"

static int32_t rsi_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t rsi_warmup(const double *p) {
  return rsi_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct rsi {
  tide__strength strength;
};

static void rsi_begin(struct rsi *s, const double *p) { tide__strength_begin(&s->strength, p[0]); }

static inline void rsi_step(struct rsi *s, const double *x, double *y) {
  y[0] = tide__strength_next(&s->strength, x[0]);
}

TIDE__STEPS(rsi, 1, 1)

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
  TIDE__STREAM(rsi),
};
