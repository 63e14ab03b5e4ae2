/* fosc.c -- Forecast Oscillator: how far the price is from what a line foretold.
 *
 *   tsf[t]  = a + b * (n + 1) of the least squares line a + b * i through
 *             x[t-n+1 .. t], i = 1 .. n
 *   fosc[t] = 100 * (x[t] - tsf[t-1]) / x[t]; 0 where x[t] is 0
 *
 * tsf is the mean of x with the weights 6 i - 2 n - 4 (i = 1 .. n) over n (n - 1).
 */
#include "indicators/line.h"
#include "indicators/steps.h"

static int32_t fosc_lookback(const double *p) { return (int32_t)p[0]; }

struct fosc {
  tide__line forecast;
  double before; /* tsf */
};

static int32_t fosc_memory(const double *p) {
  return (int32_t)sizeof(struct fosc) + tide__window_bytes(p[0]);
}

static void fosc_begin(struct fosc *s, const double *p, void *memory) {
  tide__line_begin(&s->forecast, p[0], tide__line_ahead(p[0]), memory);
  s->before = TIDE__NAN;
}

static inline void fosc_step(struct fosc *s, const double *x, double *y) {
  const double fosc = 100.0 * ((x[0] - s->before) / x[0]);
  y[0] = s->before == s->before && x[0] == 0.0 ? 0.0 : fosc;
  s->before = tide__line_height(&s->forecast, x[0]);
}

TIDE__WINDOW_STEPS(fosc, 1, 1)

const tide_indicator tide_ind_fosc = {
  .name = "fosc",
  .title = "Forecast Oscillator",
  .group = "momentum",
  .source = "T. Chande, S. Kroll, The New Technical Trader (1994); Tulip fosc",
  .inputs = {"real"},
  .outputs = {"fosc"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .lookback = fosc_lookback,
  .warmup = fosc_lookback,
  TIDE__STREAM(fosc),
};
