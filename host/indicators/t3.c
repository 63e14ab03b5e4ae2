/* t3.c -- Tillson's T3 Moving Average.
 *
 *   e1 = ema(x, n), e2 = ema(e1, n) ... e6 = ema(e5, n)
 *   t3 = -v^3 * e6 + 3 (v^2 + v^3) * e5 - 3 (2 v^2 + v + v^3) * e4 + (1 + v)^3 * e3
 *
 * v is the volume factor: 0 makes it a triple smoothed average, 1 takes most of the
 * lag out and overshoots.
 */
#include "indicators/t3.h"
#include "indicators/steps.h"

static int32_t t3_lookback(const double *p) { return 6 * ((int32_t)p[0] - 1); }

static int32_t t3_warmup(const double *p) {
  return t3_lookback(p) + 6 * tide__decay_bars(tide__ema_alpha(p[0]));
}

struct t3 {
  tide__t3 average;
};

static void t3_begin(struct t3 *s, const double *p) { tide__t3_begin(&s->average, p[0], p[1]); }

static inline void t3_step(struct t3 *s, const double *x, double *y) {
  y[0] = tide__t3_next(&s->average, x[0]);
}

TIDE__STEPS(t3, 1, 1)

const tide_indicator tide_ind_t3 = {
  .name = "t3",
  .title = "Tillson's T3 Moving Average",
  .group = "overlap",
  .source = "T. Tillson, Smoothing Techniques for More Accurate Signals (1998); TA-Lib T3",
  .inputs = {"real"},
  .outputs = {"t3"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 800, .def = 5, .step = 1, .integer = true},
             {.name = "vfactor", .min = 0, .max = 1, .def = 0.7, .step = 0.1}},
  .lookback = t3_lookback,
  .warmup = t3_warmup,
  TIDE__STREAM(t3),
};
