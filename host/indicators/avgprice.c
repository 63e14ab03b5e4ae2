/* avgprice.c -- Average Price.
 *
 *   avgprice = (open + high + low + close) / 4
 */
#include "indicators/steps.h"

static int32_t avgprice_lookback(const double *p) {
  (void)p;
  return 0;
}

struct avgprice {
  char nothing; /* each bar stands alone */
};

static void avgprice_begin(struct avgprice *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void avgprice_step(struct avgprice *s, const double *x, double *y) {
  (void)s;
  y[0] = (x[0] + x[1] + x[2] + x[3]) * 0.25;
}

TIDE__STEPS(avgprice, 4, 1)

const tide_indicator tide_ind_avgprice = {
  .name = "avgprice",
  .title = "Average Price",
  .group = "price",
  .source = "TA-Lib AVGPRICE",
  .inputs = {"open", "high", "low", "close"},
  .outputs = {"avgprice"},
  .units = {"price"},
  .lookback = avgprice_lookback,
  .warmup = avgprice_lookback,
  TIDE__STREAM(avgprice),
};
