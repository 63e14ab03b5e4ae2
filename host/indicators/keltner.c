/* keltner.c -- Keltner Channel.
 *
 *   middle = ema(close, n)
 *   upper  = middle + multiplier * atr(atr_period)
 *   lower  = middle - multiplier * atr(atr_period)
 */
#include "indicators/average.h"
#include "indicators/steps.h"
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

struct keltner {
  tide__average ema;
  tide__atr atr;
  double multiplier;
  int32_t wait; /* bars until both averages are defined */
};

static void keltner_begin(struct keltner *s, const double *p) {
  tide__ema_begin(&s->ema, p[PERIOD]);
  tide__atr_begin(&s->atr, p[ATR_PERIOD]);
  s->multiplier = p[MULTIPLIER];
  s->wait = keltner_lookback(p);
}

static inline void keltner_step(struct keltner *s, const double *x, double *y) {
  const double ema = tide__average_next(&s->ema, x[2]);
  const double width = s->multiplier * tide__atr_next(&s->atr, x[0], x[1], x[2]);
  y[0] = ema - width;
  y[1] = s->wait ? TIDE__NAN : ema;
  y[2] = ema + width;
  if (s->wait) s->wait--;
}

TIDE__STEPS(keltner, 3, 3)

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
  TIDE__STREAM(keltner),
};
