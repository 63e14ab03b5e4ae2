/* medprice.c -- Median Price.
 *
 *   medprice = (high + low) / 2
 */
#include "indicators/steps.h"

static int32_t medprice_lookback(const double *p) {
  (void)p;
  return 0;
}

struct medprice {
  char nothing; /* each bar stands alone */
};

static void medprice_begin(struct medprice *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void medprice_step(struct medprice *s, const double *x, double *y) {
  (void)s;
  y[0] = (x[0] + x[1]) * 0.5;
}

TIDE__STEPS(medprice, 2, 1)

const tide_indicator tide_ind_medprice = {
  .name = "medprice",
  .title = "Median Price",
  .group = "price",
  .source = "TA-Lib MEDPRICE",
  .inputs = {"high", "low"},
  .outputs = {"medprice"},
  .units = {"price"},
  .lookback = medprice_lookback,
  .warmup = medprice_lookback,
  TIDE__STREAM(medprice),
};
