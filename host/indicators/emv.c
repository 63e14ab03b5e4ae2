/* emv.c -- Ease of Movement.
 *
 *   middle[t] = (high[t] + low[t]) / 2
 *   emv[t]    = (middle[t] - middle[t-1]) * (high[t] - low[t]) * 10000 / volume[t]
 *
 * A bar without volume gives 0. It is usually looked at through an average of 14 bars:
 * `ta.sma(ta.emv(m), 14)`.
 */
#include "indicators/steps.h"

static int32_t emv_lookback(const double *p) {
  (void)p;
  return 1;
}

struct emv {
  double before; /* the middle of the bar before */
};

static void emv_begin(struct emv *s, const double *p) {
  (void)p;
  s->before = TIDE__NAN;
}

static inline void emv_step(struct emv *s, const double *x, double *y) {
  const double middle = 0.5 * (x[0] + x[1]);
  const double move = middle - s->before;
  const double ease = move * (x[0] - x[1]) * 10000.0 / x[2];
  y[0] = x[2] == 0.0 ? 0.0 * move : ease;
  s->before = middle;
}

TIDE__STEPS(emv, 3, 1)

const tide_indicator tide_ind_emv = {
  .name = "emv",
  .title = "Ease of Movement",
  .group = "volume",
  .source = "R. Arms, The Arms Index (1989); Tulip Indicators emv",
  .inputs = {"high", "low", "volume"},
  .outputs = {"emv"},
  .units = {"index"},
  .lookback = emv_lookback,
  .warmup = emv_lookback,
  TIDE__STREAM(emv),
};
