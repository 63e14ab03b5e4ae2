/* stochrsi.c -- Stochastic RSI.
 *
 *   r        = rsi(x, period)
 *   fastk[t] = 100 * (r[t] - ll) / (hh - ll)
 *   fastd    = sma(fastk, fastd)
 *
 * hh and ll are the highest and the lowest r of the last `fastk` bars; a window
 * without any range (1e-9 at most, which is rounding) is 0.
 */
#include "indicators/indicator.h"
#include "indicators/smoothing.h"
#include "indicators/stochastic.h"

enum { PERIOD, FASTK, FASTD };

static const double FLAT = 1e-9;

static int32_t stochrsi_lookback(const double *p) {
  return (int32_t)p[PERIOD] + (int32_t)p[FASTK] - 1 + (int32_t)p[FASTD] - 1;
}

static int32_t stochrsi_warmup(const double *p) {
  return stochrsi_lookback(p) + tide__decay_bars(1.0 / p[PERIOD]);
}

static int stochrsi_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t lookback = stochrsi_lookback(p);
  if (!tide__begin(out[0], n, lookback)) {
    tide__nan_fill(out[1], n);
    return TIDE_ESHORT;
  }
  const int32_t r_from = (int32_t)p[PERIOD];
  const int32_t k_from = r_from + (int32_t)p[FASTK] - 1;
  double *k = out[0];
  double *r = out[1]; /* becomes fastd */
  tide__rsi(n, in[0], r_from, r);
  tide__stochastic(n - r_from, r + r_from, r + r_from, r + r_from, (int32_t)p[FASTK], FLAT,
                   k + r_from);
  tide__percent_mean(n - k_from, k + k_from, (int32_t)p[FASTD], r + k_from);
  tide__nan_fill(k, lookback);
  tide__nan_fill(r, lookback);
  return TIDE_OK;
}

const tide_indicator tide_ind_stochrsi = {
  .name = "stochrsi",
  .title = "Stochastic RSI",
  .group = "momentum",
  .source = "T. Chande, S. Kroll (1994); TA-Lib STOCHRSI with simple averages",
  .inputs = {"real"},
  .outputs = {"fastk", "fastd"},
  .units = {"percent", "percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true},
             {.name = "fastk", .min = 1, .max = 5000, .def = 5, .step = 1, .integer = true},
             {.name = "fastd", .min = 1, .max = 5000, .def = 3, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = stochrsi_lookback,
  .warmup = stochrsi_warmup,
  .run = stochrsi_run,
};
