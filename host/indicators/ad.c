/* ad.c -- Accumulation/Distribution Line.
 *
 *   flow[t] = ((close - low) - (high - close)) / (high - low) * volume, 0 where high is low
 *   ad[t]   = ad[t-1] + flow[t], from 0
 *
 * Its level depends on the first bar for ever; only its changes mean something.
 */
#include "indicators/distribution.h"
#include "indicators/steps.h"

static int32_t ad_lookback(const double *p) {
  (void)p;
  return 0;
}

struct ad {
  double y;
};

static void ad_begin(struct ad *s, const double *p) {
  (void)p;
  s->y = 0.0;
}

static inline void ad_step(struct ad *s, const double *x, double *y) {
  y[0] = s->y += tide__distribution(x[0], x[1], x[2], x[3]);
}

TIDE__STEPS(ad, 4, 1)

const tide_indicator tide_ind_ad = {
  .name = "ad",
  .title = "Accumulation/Distribution Line",
  .group = "volume",
  .source = "M. Chaikin; TA-Lib AD",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"ad"},
  .units = {"volume"},
  .lookback = ad_lookback,
  .warmup = ad_lookback,
  TIDE__STREAM(ad),
};
