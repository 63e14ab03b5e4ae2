/* wilders.c -- Wilder's Smoothing.
 *
 *   wilders[n-1] = mean(x[0 .. n-1])
 *   wilders[t]   = wilders[t-1] + (x[t] - wilders[t-1]) / n
 *
 * Known as rma or smma, too. It moves like an ema of 2n - 1 bars.
 */
#include "indicators/grouped.h"
#include "indicators/steps.h"

static int32_t wilders_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int32_t wilders_warmup(const double *p) {
  return wilders_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct wilders {
  tide__grouped average;
};

static void wilders_begin(struct wilders *s, const double *p) {
  tide__grouped_begin(&s->average, p[0], 1.0 / p[0]);
}

static inline void wilders_step(struct wilders *s, const double *x, double *y) {
  y[0] = tide__grouped_next(&s->average, x[0]);
}

TIDE__STEPS(wilders, 1, 1)

const tide_indicator tide_ind_wilders = {
  .name = "wilders",
  .title = "Wilder's Smoothing",
  .group = "overlap",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); Tulip Indicators "
            "wilders",
  .inputs = {"real"},
  .outputs = {"wilders"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = wilders_lookback,
  .warmup = wilders_warmup,
  TIDE__STREAM(wilders),
};
