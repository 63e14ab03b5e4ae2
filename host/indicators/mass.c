/* mass.c -- Mass Index: ranges that widen.
 *
 *   e1[0]   = high[0] - low[0], then e1 += (high - low - e1) * 0.2
 *   e2[8]   = e1[8], then e2 += (e1 - e2) * 0.2
 *   mass[t] = sum(e1 / e2, t-n+1 .. t), from bar 16 on
 *
 * Both averages have nine bars. Where nothing ever moved the share is 1.
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

enum { FIRST = 8 }; /* bar of the second average; that of the first share is twice as far */

static const double ALPHA = 0.2;

static int32_t mass_lookback(const double *p) { return 2 * FIRST + (int32_t)p[0] - 1; }

static int32_t mass_warmup(const double *p) {
  return mass_lookback(p) + 2 * tide__decay_bars(ALPHA);
}

struct mass {
  tide__sums sum;
  double e1, e2;
  int32_t bar; /* up to 2 * FIRST */
};

static int32_t mass_memory(const double *p) {
  return (int32_t)sizeof(struct mass) + tide__window_bytes(p[0]);
}

static void mass_begin(struct mass *s, const double *p, void *memory) {
  tide__sums_begin(&s->sum, p[0], memory);
}

static inline void mass_step(struct mass *s, const double *x, double *y) {
  const double range = x[0] - x[1];
  if (s->bar == 0) s->e1 = range;
  s->e1 += (range - s->e1) * ALPHA;
  if (s->bar <= FIRST) s->e2 = s->e1;
  s->e2 += (s->e1 - s->e2) * ALPHA;
  const double share = s->e2 == 0.0 ? 1.0 : s->e1 / s->e2;
  y[0] = s->bar < 2 * FIRST ? TIDE__NAN : tide__sum_next(&s->sum, share);
  if (s->bar < 2 * FIRST) s->bar++;
}

TIDE__WINDOW_STEPS(mass, 2, 1)

const tide_indicator tide_ind_mass = {
  .name = "mass",
  .title = "Mass Index",
  .group = "momentum",
  .source = "D. Dorsey (1992); Tulip mass",
  .inputs = {"high", "low"},
  .outputs = {"mass"},
  .units = {"index"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 25, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = mass_lookback,
  .warmup = mass_warmup,
  TIDE__STREAM(mass),
};
