/* obv.c -- On Balance Volume.
 *
 *   obv[0] = volume[0]
 *   obv[t] = obv[t-1] + volume[t]   when close[t] > close[t-1]
 *   obv[t] = obv[t-1] - volume[t]   when close[t] < close[t-1]
 *   obv[t] = obv[t-1]               otherwise
 *
 * Its level depends on the first bar for ever; only its changes mean something.
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"

static int32_t obv_lookback(const double *p) {
  (void)p;
  return 0;
}

struct obv {
  double obv, before; /* before: the close */
  bool begun;
};

static void obv_begin(struct obv *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void obv_step(struct obv *s, const double *x, double *y) {
  s->obv = s->begun ? s->obv + tide__sign(x[0], s->before) * x[1] : x[1];
  s->before = x[0];
  s->begun = true;
  y[0] = s->obv;
}

TIDE__STEPS(obv, 2, 1)

const tide_indicator tide_ind_obv = {
  .name = "obv",
  .title = "On Balance Volume",
  .group = "volume",
  .source = "J. Granville (1963); TA-Lib OBV",
  .inputs = {"close", "volume"},
  .outputs = {"obv"},
  .units = {"volume"},
  .lookback = obv_lookback,
  .warmup = obv_lookback,
  TIDE__STREAM(obv),
};
