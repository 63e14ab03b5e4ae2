/* sar.c -- Parabolic Stop and Reverse, by the name it has in TA-Lib.
 *
 *   sar = psar(acceleration, maximum)
 *
 * See psar for the rule; the two are the same.
 */
#include "indicators/parabola.h"
#include "indicators/steps.h"

enum { ACCELERATION, MAXIMUM };

static int32_t sar_lookback(const double *p) {
  (void)p;
  return 1;
}

static int32_t sar_warmup(const double *p) {
  return tide__parabola_warmup(p[ACCELERATION], p[MAXIMUM]);
}

struct sar {
  tide__parabola stop;
};

static void sar_begin(struct sar *s, const double *p) {
  tide__parabola_begin(&s->stop, p[ACCELERATION], p[MAXIMUM]);
}

static inline void sar_step(struct sar *s, const double *x, double *y) {
  y[0] = tide__parabola_next(&s->stop, x[0], x[1]);
}

TIDE__STEPS(sar, 2, 1)

const tide_indicator tide_ind_sar = {
  .name = "sar",
  .title = "Parabolic SAR, as TA-Lib names it",
  .group = "overlap",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib SAR",
  .inputs = {"high", "low"},
  .outputs = {"sar"},
  .units = {"price"},
  .params = {{.name = "acceleration", .min = 0.0001, .max = 1, .def = 0.02, .step = 0.005},
             {.name = "maximum", .min = 0.0001, .max = 1, .def = 0.2, .step = 0.05}},
  .lookback = sar_lookback,
  .warmup = sar_warmup,
  TIDE__STREAM(sar),
};
