/* tsi.c -- True Strength Index.
 *
 *   d[t]   = x[t] - x[t-1]
 *   tsi    = 100 * ema(ema(d, long), short) / ema(ema(|d|, long), short)
 *   signal = ema(tsi, signal)
 *
 * 0 where nothing ever moved.
 */
#include "indicators/average.h"
#include "indicators/rolling.h"
#include "indicators/steps.h"

enum { LONG, SHORT, SIGNAL };

static int32_t tsi_lookback(const double *p) {
  return (int32_t)p[LONG] + (int32_t)p[SHORT] - 1 + (int32_t)p[SIGNAL] - 1;
}

static int32_t tsi_warmup(const double *p) {
  int32_t bars = tsi_lookback(p);
  for (int i = 0; i < 3; i++) bars += tide__decay_bars(tide__ema_alpha(p[i]));
  return bars;
}

struct tsi {
  tide__average change[2], size[2], signal;
  double before;
};

static void tsi_begin(struct tsi *s, const double *p) {
  for (int i = 0; i < 2; i++) {
    tide__ema_begin(&s->change[i], p[LONG + i]);
    tide__ema_begin(&s->size[i], p[LONG + i]);
  }
  tide__ema_begin(&s->signal, p[SIGNAL]);
  s->before = TIDE__NAN;
}

static inline double tsi_smoothed(tide__average *twice, double x) {
  return tide__average_next(&twice[1], tide__average_next(&twice[0], x));
}

static inline void tsi_step(struct tsi *s, const double *x, double *y) {
  const double d = x[0] - s->before;
  s->before = x[0];
  const double change = tsi_smoothed(s->change, d);
  const double size = tsi_smoothed(s->size, fabs(d));
  const double share = change / size;
  /* Rounding cannot push it out of its range; a NaN stays. */
  const double tsi = size == 0.0 ? 0.0 : 100.0 * (share > 1.0 ? 1.0 : share < -1.0 ? -1.0 : share);
  y[1] = tide__average_next(&s->signal, tsi);
  y[0] = y[1] == y[1] ? tsi : TIDE__NAN;
}

TIDE__STEPS(tsi, 1, 2)

const tide_indicator tide_ind_tsi = {
  .name = "tsi",
  .title = "True Strength Index",
  .group = "momentum",
  .source = "W. Blau (1991); signal line as TradingView draws it",
  .inputs = {"real"},
  .outputs = {"tsi", "signal"},
  .units = {"percent", "percent"},
  .params = {{.name = "long", .min = 1, .max = 2000, .def = 25, .step = 1, .integer = true},
             {.name = "short", .min = 1, .max = 2000, .def = 13, .step = 1, .integer = true},
             {.name = "signal", .min = 1, .max = 2000, .def = 13, .step = 1, .integer = true}},
  .out_min = -100.0,
  .out_max = 100.0,
  .lookback = tsi_lookback,
  .warmup = tsi_warmup,
  TIDE__STREAM(tsi),
};
