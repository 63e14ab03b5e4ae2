/* marketfi.c -- Market Facilitation Index.
 *
 *   marketfi[t] = (high[t] - low[t]) / volume[t], 0 without volume
 */
#include "indicators/steps.h"

static int32_t marketfi_lookback(const double *p) {
  (void)p;
  return 0;
}

struct marketfi {
  char nothing; /* is remembered */
};

static void marketfi_begin(struct marketfi *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void marketfi_step(struct marketfi *s, const double *x, double *y) {
  (void)s;
  const double range = x[0] - x[1];
  const double share = range / x[2];
  y[0] = x[2] == 0.0 ? 0.0 * range : share;
}

TIDE__STEPS(marketfi, 3, 1)

const tide_indicator tide_ind_marketfi = {
  .name = "marketfi",
  .title = "Market Facilitation Index",
  .group = "volume",
  .source = "B. Williams, Trading Chaos (1995); Tulip Indicators marketfi",
  .inputs = {"high", "low", "volume"},
  .outputs = {"marketfi"},
  .units = {"index"},
  .lookback = marketfi_lookback,
  .warmup = marketfi_lookback,
  TIDE__STREAM(marketfi),
};
