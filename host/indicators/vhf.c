/* vhf.c -- Vertical Horizontal Filter: trend or sideways?
 *
 *   vhf[t] = (max(x) - min(x)) / sum(|x[i] - x[i-1]|) over i = t-n+1 .. t;
 *            0 where nothing moves
 *
 * Highest and lowest are of n values, the sum is of the n changes that lead to them.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t vhf_lookback(const double *p) { return (int32_t)p[0]; }

struct vhf {
  tide__extreme highest, lowest;
  tide__sums changes;
  double before;
  bool begun;
};

static int32_t vhf_memory(const double *p) {
  return (int32_t)sizeof(struct vhf) + 3 * tide__window_bytes(p[0]);
}

static void vhf_begin(struct vhf *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  memory = tide__extreme_begin(&s->lowest, p[0], memory);
  tide__sums_begin(&s->changes, p[0], memory);
}

static inline void vhf_step(struct vhf *s, const double *x, double *y) {
  const double highest = tide__highest_next(&s->highest, x[0]);
  const double lowest = tide__lowest_next(&s->lowest, x[0]);
  const double change = s->begun ? fabs(x[0] - s->before) : TIDE__NAN;
  const double way = tide__sum_next(&s->changes, change);
  const double share = (highest - lowest) / way;
  y[0] = way <= 0.0 ? 0.0 : (share > 1.0 ? 1.0 : share);
  s->before = x[0];
  s->begun = true;
}

TIDE__WINDOW_STEPS(vhf, 1, 1)

const tide_indicator tide_ind_vhf = {
  .name = "vhf",
  .title = "Vertical Horizontal Filter",
  .group = "volatility",
  .source = "A. White (1991); Tulip Indicators vhf",
  .inputs = {"real"},
  .outputs = {"vhf"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 28, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 1.0,
  .lookback = vhf_lookback,
  .warmup = vhf_lookback,
  TIDE__STREAM(vhf),
};
