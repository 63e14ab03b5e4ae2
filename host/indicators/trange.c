/* trange.c -- True Range, from the second bar on.
 *
 *   trange[t] = max(high[t], close[t-1]) - min(low[t], close[t-1])
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"

static int32_t trange_lookback(const double *p) {
  (void)p;
  return 1;
}

struct trange {
  double before; /* close */
  bool begun;
};

static void trange_begin(struct trange *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void trange_step(struct trange *s, const double *x, double *y) {
  y[0] = s->begun ? tide__true_range(x[0], x[1], s->before) : TIDE__NAN;
  s->before = x[2];
  s->begun = true;
}

TIDE__STEPS(trange, 3, 1)

const tide_indicator tide_ind_trange = {
  .name = "trange",
  .title = "True Range",
  .group = "volatility",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib TRANGE",
  .inputs = {"high", "low", "close"},
  .outputs = {"trange"},
  .units = {"distance"},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = trange_lookback,
  .warmup = trange_lookback,
  TIDE__STREAM(trange),
};
