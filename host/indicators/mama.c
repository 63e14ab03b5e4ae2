/* mama.c -- MESA Adaptive Moving Average, and the following one.
 *
 *   phase = atan(quadrature / inphase)              of ht_phasor, 0 where inphase is 0
 *   a     = fast / max(phase[t-1] - phase, 1), at least slow
 *   mama  = mama[t-1] + (x - mama[t-1]) * a
 *   fama  = fama[t-1] + (mama - fama[t-1]) * a / 2
 *
 * The faster the phase falls, the slower the averages. Both begin at 0, twenty bars
 * before the first value.
 */
#include "indicators/mama.h"
#include "indicators/smoothing.h"
#include "indicators/steps.h"

enum { FAST, SLOW };

static int32_t mama_lookback(const double *p) {
  (void)p;
  return TIDE__HILBERT_LOOKBACK;
}

/* Most of the time the factor is well above `slow`; this is the worst case. */
static int32_t mama_warmup(const double *p) {
  const double least = p[SLOW] < p[FAST] ? p[SLOW] : p[FAST];
  return mama_lookback(p) + tide__decay_bars(0.5 * least);
}

struct mama {
  tide__mama mama;
};

static void mama_begin(struct mama *s, const double *p) {
  tide__mama_begin(&s->mama, p[FAST], p[SLOW]);
}

static inline void mama_step(struct mama *s, const double *x, double *y) {
  y[0] = tide__mama_next(&s->mama, x[0], &y[1]);
}

TIDE__STEPS(mama, 1, 2)

const tide_indicator tide_ind_mama = {
  .name = "mama",
  .title = "MESA Adaptive Moving Average",
  .group = "overlap",
  .source = "J. Ehlers, Rocket Science for Traders (2001); TA-Lib MAMA",
  .inputs = {"real"},
  .outputs = {"mama", "fama"},
  .units = {"price", "price"},
  .params = {{.name = "fast", .min = 0.01, .max = 0.99, .def = 0.5, .step = 0.05},
             {.name = "slow", .min = 0.01, .max = 0.99, .def = 0.05, .step = 0.01}},
  .lookback = mama_lookback,
  .warmup = mama_warmup,
  TIDE__STREAM(mama),
};
