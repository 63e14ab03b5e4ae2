/* wclprice.c -- Weighted Close Price.
 *
 *   wclprice = (high + low + 2 * close) / 4
 */
#include "indicators/steps.h"

static int32_t wclprice_lookback(const double *p) {
  (void)p;
  return 0;
}

struct wclprice {
  char nothing; /* each bar stands alone */
};

static void wclprice_begin(struct wclprice *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void wclprice_step(struct wclprice *s, const double *x, double *y) {
  (void)s;
  y[0] = (x[0] + x[1] + 2.0 * x[2]) * 0.25;
}

TIDE__STEPS(wclprice, 3, 1)

const tide_indicator tide_ind_wclprice = {
  .name = "wclprice",
  .title = "Weighted Close Price",
  .group = "price",
  .source = "TA-Lib WCLPRICE",
  .inputs = {"high", "low", "close"},
  .outputs = {"wclprice"},
  .units = {"price"},
  .lookback = wclprice_lookback,
  .warmup = wclprice_lookback,
  TIDE__STREAM(wclprice),
};
