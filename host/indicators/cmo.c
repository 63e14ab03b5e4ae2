/* cmo.c -- Chande Momentum Oscillator, with Wilder's averages.
 *
 *   au, ad = averages of rises and falls, as in rsi
 *   cmo[t] = 100 * (au[t] - ad[t]) / (au[t] + ad[t])
 *          = 2 * rsi[t] - 100
 *
 * 0 where prices never moved.
 */
#include "indicators/steps.h"
#include "indicators/strength.h"

static int32_t cmo_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t cmo_warmup(const double *p) {
  return cmo_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct cmo {
  tide__strength strength;
};

static void cmo_begin(struct cmo *s, const double *p) { tide__strength_begin(&s->strength, p[0]); }

static inline void cmo_step(struct cmo *s, const double *x, double *y) {
  y[0] = 2.0 * tide__strength_next(&s->strength, x[0]) - 100.0;
}

TIDE__STEPS(cmo, 1, 1)

const tide_indicator tide_ind_cmo = {
  .name = "cmo",
  .title = "Chande Momentum Oscillator",
  .group = "momentum",
  .source = "T. Chande, S. Kroll, The New Technical Trader (1994); TA-Lib CMO",
  .inputs = {"real"},
  .outputs = {"cmo"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = -100.0,
  .out_max = 100.0,
  .lookback = cmo_lookback,
  .warmup = cmo_warmup,
  TIDE__STREAM(cmo),
};
