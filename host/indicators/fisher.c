/* fisher.c -- Fisher Transform.
 *
 *   m      = (high + low) / 2
 *   v[t]   = 0.66 * ((m[t] - ll) / (hh - ll) - 0.5) + 0.67 * v[t-1]
 *            above 0.99 it becomes 0.999, below -0.99 -0.999
 *   fisher[t] = 0.5 * log((1 + v[t]) / (1 - v[t])) + 0.5 * fisher[t-1]
 *   signal[t] = fisher[t-1]
 *
 * hh and ll are the highest and the lowest m of the last n bars; in a window without
 * any range m counts as its lowest. v and fisher are 0 before the first whole window.
 */
#include "core/log.h"
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t fisher_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int32_t fisher_warmup(const double *p) {
  return fisher_lookback(p) + tide__decay_bars(0.33) + tide__decay_bars(0.5);
}

struct fisher {
  tide__extreme highest, lowest;
  double v, fisher;
};

static int32_t fisher_memory(const double *p) {
  return (int32_t)sizeof(struct fisher) + 2 * tide__window_bytes(p[0]);
}

static void fisher_begin(struct fisher *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  tide__extreme_begin(&s->lowest, p[0], memory);
}

static inline double fisher_clamped(double v) {
  v = v > 0.99 ? 0.999 : v;
  return v < -0.99 ? -0.999 : v;
}

static inline void fisher_step(struct fisher *s, const double *x, double *y) {
  const double m = 0.5 * (x[0] + x[1]);
  const double high = tide__highest_next(&s->highest, m);
  const double low = tide__lowest_next(&s->lowest, m);
  y[0] = y[1] = TIDE__NAN;
  if (s->highest.w.seen < s->highest.w.period) return;
  const double range = high - low;
  const double place = range == 0.0 ? 0.0 : (m - low) / range;
  s->v = fisher_clamped(0.66 * (place - 0.5) + 0.67 * s->v);
  y[1] = s->fisher;
  y[0] = s->fisher = 0.5 * tide__log((1.0 + s->v) / (1.0 - s->v)) + 0.5 * s->fisher;
}

TIDE__WINDOW_STEPS(fisher, 2, 2)

const tide_indicator tide_ind_fisher = {
  .name = "fisher",
  .title = "Fisher Transform",
  .group = "momentum",
  .source = "J. Ehlers (2002); Tulip fisher",
  .inputs = {"high", "low"},
  .outputs = {"fisher", "signal"},
  .units = {"index", "index"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = fisher_lookback,
  .warmup = fisher_warmup,
  TIDE__STREAM(fisher),
};
