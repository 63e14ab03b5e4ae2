/* aroonosc.c -- Aroon Oscillator.
 *
 *   aroonosc[t] = up[t] - down[t]        of aroon
 *               = 100 * (bars since the lowest low - bars since the highest high) / n
 */
#include "indicators/aroon.h"
#include "indicators/steps.h"

static int32_t aroonosc_lookback(const double *p) { return (int32_t)p[0]; }

struct aroonosc {
  tide__aroon ago;
};

static int32_t aroonosc_memory(const double *p) {
  return (int32_t)sizeof(struct aroonosc) + tide__aroon_bytes(p[0]);
}

static void aroonosc_begin(struct aroonosc *s, const double *p, void *memory) {
  tide__aroon_begin(&s->ago, p[0], memory);
}

static inline void aroonosc_step(struct aroonosc *s, const double *x, double *y) {
  double up, down;
  tide__aroon_next(&s->ago, x[0], x[1], &up, &down);
  y[0] = 100.0 * (down - up) / s->ago.period;
}

TIDE__WINDOW_STEPS(aroonosc, 2, 1)

const tide_indicator tide_ind_aroonosc = {
  .name = "aroonosc",
  .title = "Aroon Oscillator",
  .group = "momentum",
  .source = "T. Chande (1995); TA-Lib AROONOSC",
  .inputs = {"high", "low"},
  .outputs = {"aroonosc"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = -100.0,
  .out_max = 100.0,
  .lookback = aroonosc_lookback,
  .warmup = aroonosc_lookback,
  TIDE__STREAM(aroonosc),
};
