/* di.c -- Directional Indicator, both ways.
 *
 *   range is the sum of the true ranges of bars 1 .. n-1; from bar n on
 *   range[t]    = range[t-1] * (1 - 1 / n) + trange[t]
 *   plus, minus = 100 * dm.plus / range, 100 * dm.minus / range; 0 where nothing moved
 *
 * The sums are those of plus_di and minus_di, shown one bar earlier, and with dm's way
 * to count equal movements.
 */
#include "indicators/movement.h"
#include "indicators/rolling.h"
#include "indicators/steps.h"

static int32_t di_lookback(const double *p) { return tide__movement_lookback(p[0]); }

static int32_t di_warmup(const double *p) { return di_lookback(p) + tide__decay_bars(1.0 / p[0]); }

struct di {
  tide__movement movement;
  double range, before; /* before: close */
};

static void di_begin(struct di *s, const double *p) { tide__movement_begin(&s->movement, p[0]); }

static inline void di_step(struct di *s, const double *x, double *y) {
  const double share = tide__movement_share(&s->movement);
  const bool first = s->movement.seen == 0;
  const bool whole = tide__movement_next(&s->movement, x[0], x[1], true);
  const double range = tide__true_range(x[0], x[1], s->before);
  s->range = first ? 0.0 : s->range * share + range;
  s->before = x[2];
  const double scale = 100.0 / s->range;
  /* Only rounding can lift a share above 100; a NaN stays. */
  const double plus = tide__min(100.0, s->movement.plus * scale);
  const double minus = tide__min(100.0, s->movement.minus * scale);
  y[0] = !whole ? TIDE__NAN : s->range == 0.0 ? 0.0 : plus;
  y[1] = !whole ? TIDE__NAN : s->range == 0.0 ? 0.0 : minus;
}

TIDE__STEPS(di, 3, 2)

const tide_indicator tide_ind_di = {
  .name = "di",
  .title = "Directional Indicator",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); Tulip di",
  .inputs = {"high", "low", "close"},
  .outputs = {"plus", "minus"},
  .units = {"percent", "percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = di_lookback,
  .warmup = di_warmup,
  TIDE__STREAM(di),
};
