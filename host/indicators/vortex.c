/* vortex.c -- Vortex Indicator.
 *
 *   plus[t]  = sum(|high[i] - low[i-1]|) / sum(trange[i])
 *   minus[t] = sum(|low[i] - high[i-1]|) / sum(trange[i])      i = t-n+1 .. t
 *
 * 0 where nothing moved.
 */
#include "indicators/steps.h"
#include "indicators/true_range.h"
#include "indicators/window.h"

static int32_t vortex_lookback(const double *p) { return (int32_t)p[0]; }

struct vortex {
  tide__totals plus, minus, range;
  tide__true_ranges ranges;
  double high, low; /* of the bar before */
};

static int32_t vortex_memory(const double *p) {
  return (int32_t)sizeof(struct vortex) + 3 * tide__window_bytes(p[0]);
}

static void vortex_begin(struct vortex *s, const double *p, void *memory) {
  memory = tide__totals_begin(&s->plus, p[0], memory);
  memory = tide__totals_begin(&s->minus, p[0], memory);
  tide__totals_begin(&s->range, p[0], memory);
  tide__true_ranges_begin(&s->ranges);
  s->high = s->low = TIDE__NAN;
}

static inline void vortex_step(struct vortex *s, const double *x, double *y) {
  const double range =
    tide__totals_next(&s->range, tide__true_ranges_next(&s->ranges, x[0], x[1], x[2]));
  const double plus = tide__totals_next(&s->plus, fabs(x[0] - s->low));
  const double minus = tide__totals_next(&s->minus, fabs(x[1] - s->high));
  s->high = x[0];
  s->low = x[1];
  y[0] = range == 0.0 ? 0.0 : plus / range;
  y[1] = range == 0.0 ? 0.0 : minus / range;
}

TIDE__WINDOW_STEPS(vortex, 3, 2)

const tide_indicator tide_ind_vortex = {
  .name = "vortex",
  .title = "Vortex Indicator",
  .group = "momentum",
  .source = "E. Botes, D. Siepman (2010)",
  .inputs = {"high", "low", "close"},
  .outputs = {"plus", "minus"},
  .units = {"ratio", "ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = vortex_lookback,
  .warmup = vortex_lookback,
  TIDE__STREAM(vortex),
};
