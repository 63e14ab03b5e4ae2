/* bop.c -- Balance of Power.
 *
 *   bop[t] = (close[t] - open[t]) / (high[t] - low[t]); 0 where the bar has no range
 */
#include "indicators/steps.h"

static int32_t bop_lookback(const double *p) {
  (void)p;
  return 0;
}

struct bop {
  char nothing;
};

static void bop_begin(struct bop *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void bop_step(struct bop *s, const double *x, double *y) {
  (void)s;
  const double range = x[1] - x[2];
  const double balance = (x[3] - x[0]) / range;
  y[0] = range <= 0.0 ? 0.0 : balance;
}

TIDE__STEPS(bop, 4, 1)

const tide_indicator tide_ind_bop = {
  .name = "bop",
  .title = "Balance of Power",
  .group = "momentum",
  .source = "I. Livshin (2001); TA-Lib BOP",
  .inputs = {"open", "high", "low", "close"},
  .outputs = {"bop"},
  .units = {"ratio"},
  .out_min = -1.0,
  .out_max = 1.0,
  .lookback = bop_lookback,
  .warmup = bop_lookback,
  TIDE__STREAM(bop),
};
