/* stoch.c -- Stochastic Oscillator.
 *
 *   fastk[t] = 100 * (close[t] - ll) / (hh - ll)
 *   slowk    = sma(fastk, slowk)
 *   slowd    = sma(slowk, slowd)
 *
 * hh and ll are the highest high and the lowest low of the last `fastk` bars; a
 * window without any range is 0.
 */
#include "indicators/indicator.h"
#include "indicators/stochastic.h"

enum { FASTK, SLOWK, SLOWD };

static int32_t stoch_lookback(const double *p) {
  return (int32_t)p[FASTK] - 1 + (int32_t)p[SLOWK] - 1 + (int32_t)p[SLOWD] - 1;
}

static int stoch_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t lookback = stoch_lookback(p);
  if (!tide__begin(out[0], n, lookback)) {
    tide__nan_fill(out[1], n);
    return TIDE_ESHORT;
  }
  const int32_t k_from = (int32_t)p[FASTK] - 1;
  const int32_t d_from = k_from + (int32_t)p[SLOWK] - 1;
  double *slowk = out[0];
  double *slowd = out[1]; /* holds fastk until slowk is done */
  tide__stochastic(n, in[0], in[1], in[2], (int32_t)p[FASTK], 0.0, slowd);
  tide__percent_mean(n - k_from, slowd + k_from, (int32_t)p[SLOWK], slowk + k_from);
  tide__percent_mean(n - d_from, slowk + d_from, (int32_t)p[SLOWD], slowd + d_from);
  tide__nan_fill(slowk, lookback);
  tide__nan_fill(slowd, lookback);
  return TIDE_OK;
}

const tide_indicator tide_ind_stoch = {
  .name = "stoch",
  .title = "Stochastic Oscillator",
  .group = "momentum",
  .source = "G. Lane; TA-Lib STOCH with simple averages",
  .inputs = {"high", "low", "close"},
  .outputs = {"slowk", "slowd"},
  .units = {"percent", "percent"},
  .params = {{.name = "fastk", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true},
             {.name = "slowk", .min = 1, .max = 5000, .def = 3, .step = 1, .integer = true},
             {.name = "slowd", .min = 1, .max = 5000, .def = 3, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = stoch_lookback,
  .warmup = stoch_lookback,
  .run = stoch_run,
};
