/* typprice.c -- Typical Price.
 *
 *   typprice = (high + low + close) / 3
 */
#include "indicators/steps.h"

static int32_t typprice_lookback(const double *p) {
  (void)p;
  return 0;
}

struct typprice {
  char nothing; /* each bar stands alone */
};

static void typprice_begin(struct typprice *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void typprice_step(struct typprice *s, const double *x, double *y) {
  (void)s;
  y[0] = (x[0] + x[1] + x[2]) / 3.0;
}

TIDE__STEPS(typprice, 3, 1)

const tide_indicator tide_ind_typprice = {
  .name = "typprice",
  .title = "Typical Price",
  .group = "price",
  .source = "TA-Lib TYPPRICE",
  .inputs = {"high", "low", "close"},
  .outputs = {"typprice"},
  .units = {"price"},
  .lookback = typprice_lookback,
  .warmup = typprice_lookback,
  TIDE__STREAM(typprice),
};
