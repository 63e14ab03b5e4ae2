/* obv.c -- On Balance Volume.
 *
 *   obv[0] = volume[0]
 *   obv[t] = obv[t-1] + volume[t]   when close[t] > close[t-1]
 *   obv[t] = obv[t-1] - volume[t]   when close[t] < close[t-1]
 *   obv[t] = obv[t-1]               otherwise
 *
 * Its level depends on the first bar for ever; only its changes mean something.
 */
#include "indicators/indicator.h"
#include "indicators/smoothing.h"

enum { CHUNK = 128 }; /* flows first, side by side, then their sum */

static int32_t obv_lookback(const double *p) {
  (void)p;
  return 0;
}

static int obv_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  (void)p;
  const double *close = in[0];
  const double *volume = in[1];
  double *y = out[0];
  double obv = y[0] = volume[0];
  double flow[CHUNK];
  for (int32_t b = 1; b < n; b += CHUNK) {
    const int32_t len = n - b < CHUNK ? n - b : CHUNK;
    for (int32_t i = 0; i < len; i++) {
      flow[i] = tide__sign(close[b + i], close[b + i - 1]) * volume[b + i];
    }
    for (int32_t i = 0; i < len; i++) y[b + i] = obv += flow[i];
  }
  return TIDE_OK;
}

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
  .run = obv_run,
};
