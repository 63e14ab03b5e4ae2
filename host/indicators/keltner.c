/* keltner.c -- Keltner Channel.
 *
 *   middle = ema(close, n)
 *   upper  = middle + multiplier * atr(atr_period)
 *   lower  = middle - multiplier * atr(atr_period)
 */
#include "indicators/indicator.h"
#include "indicators/wilder.h"

enum { PERIOD, MULTIPLIER, ATR_PERIOD };

static int32_t keltner_lookback(const double *p) {
  const int32_t ema = (int32_t)p[PERIOD] - 1;
  const int32_t atr = (int32_t)p[ATR_PERIOD];
  return ema > atr ? ema : atr;
}

static int32_t keltner_warmup(const double *p) {
  const int32_t ema = tide__decay_bars(tide__ema_alpha(p[PERIOD]));
  const int32_t atr = tide__decay_bars(1.0 / p[ATR_PERIOD]);
  return keltner_lookback(p) + (ema > atr ? ema : atr);
}

static int keltner_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *high = in[0];
  const double *low = in[1];
  const double *close = in[2];
  const int32_t lookback = keltner_lookback(p);
  bool enough = false;
  for (int i = 0; i < 3; i++) enough = tide__begin(out[i], n, lookback);
  if (!enough) return TIDE_ESHORT;

  const int32_t ema_from = (int32_t)p[PERIOD] - 1;
  const int32_t atr_from = (int32_t)p[ATR_PERIOD];
  const double multiplier = p[MULTIPLIER];
  const double a_ema = tide__ema_alpha(p[PERIOD]);
  const double a_atr = 1.0 / p[ATR_PERIOD];
  double ema = tide__mean(close, ema_from + 1);
  double atr = tide__atr_seed(high, low, close, atr_from);
  for (int32_t t = ema_from + 1; t <= lookback; t++) ema += (close[t] - ema) * a_ema;
  for (int32_t t = atr_from + 1; t <= lookback; t++)
    atr = tide__atr_next(atr, high[t], low[t], close[t - 1], a_atr);
  for (int32_t t = lookback;;) {
    const double width = multiplier * atr;
    out[0][t] = ema - width;
    out[1][t] = ema;
    out[2][t] = ema + width;
    if (++t == n) return TIDE_OK;
    ema += (close[t] - ema) * a_ema;
    atr = tide__atr_next(atr, high[t], low[t], close[t - 1], a_atr);
  }
}

const tide_indicator tide_ind_keltner = {
  .name = "keltner",
  .title = "Keltner Channel",
  .group = "overlap",
  .source = "C. Keltner (1960) in the form of L. Bradford Raschke: EMA and ATR",
  .inputs = {"high", "low", "close"},
  .outputs = {"lower", "middle", "upper"},
  .units = {"price", "price", "price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true},
             {.name = "multiplier", .min = 0, .max = 100, .def = 2, .step = 0.1},
             {.name = "atr_period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = keltner_lookback,
  .warmup = keltner_warmup,
  .run = keltner_run,
};
