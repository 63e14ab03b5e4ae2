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

enum { CHUNK = 64 };

static int32_t fisher_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int32_t fisher_warmup(const double *p) {
  return fisher_lookback(p) + tide__decay_bars(0.33) + tide__decay_bars(0.5);
}

struct fisher {
  tide__extreme highest, lowest;
  double v, fisher;
  int32_t wait; /* bars before the first whole window */
};

static int32_t fisher_memory(const double *p) {
  return (int32_t)sizeof(struct fisher) + 2 * tide__window_bytes(p[0]);
}

static void fisher_start(void *state, const double *p) {
  struct fisher *s = state;
  void *memory = tide__extreme_begin(&s->highest, p[0], s + 1);
  tide__extreme_begin(&s->lowest, p[0], memory);
  s->wait = fisher_lookback(p);
}

/* v of the next bar; NaN before the first whole window. */
static inline double fisher_next(struct fisher *s, double m) {
  const double high = tide__highest_next(&s->highest, m);
  const double low = tide__lowest_next(&s->lowest, m);
  if (s->highest.w.seen < s->highest.w.period) return TIDE__NAN;
  const double range = high - low;
  const double place = range == 0.0 ? 0.0 : (m - low) / range;
  const double v = 0.66 * (place - 0.5) + 0.67 * s->v;
  return s->v = v > 0.99 ? 0.999 : v < -0.99 ? -0.999 : v;
}

/* By CHUNK bars, because logarithms are taken of many at once. */
static void fisher_feed(void *state, int32_t n, const double *const *in, double *const *out) {
  struct fisher s = *(struct fisher *)state;
  double v[CHUNK], above[CHUNK], below[CHUNK];
  for (int32_t t = 0; t < n; t += CHUNK) {
    const int32_t len = n - t < CHUNK ? n - t : CHUNK;
    for (int32_t i = 0; i < len; i++) v[i] = fisher_next(&s, 0.5 * (in[0][t + i] + in[1][t + i]));
    for (int32_t i = 0; i < len; i++) above[i] = 1.0 + v[i];
    for (int32_t i = 0; i < len; i++) below[i] = 1.0 - v[i];
    tide__log_ratios(len, above, below, v);
    for (int32_t i = 0; i < len; i++) {
      const bool first = s.wait > 0;
      const double before = s.fisher;
      if (first) s.wait--;
      if (!first) s.fisher = 0.5 * (v[i] + before);
      out[0][t + i] = first ? TIDE__NAN : s.fisher;
      out[1][t + i] = first ? TIDE__NAN : before;
    }
  }
  *(struct fisher *)state = s;
}

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
