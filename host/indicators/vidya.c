/* vidya.c -- Variable Index Dynamic Average.
 *
 *   k          = alpha * stddev(x, short) / stddev(x, long), 0 where the second is 0
 *   vidya[n-2] = x[n-2]          n = long
 *   vidya[t]   = vidya[t-1] + (x[t] - vidya[t-1]) * k
 *
 * Deviations of the population. The shorter of the two periods counts as short, whatever
 * their order. After a NaN the average stays undefined.
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

enum { SHORT, LONG, ALPHA };

static int32_t vidya_long(const double *p) { return (int32_t)tide__max(p[SHORT], p[LONG]); }

static int32_t vidya_lookback(const double *p) { return vidya_long(p) - 2; }

/* As if the two deviations were equal. */
static int32_t vidya_warmup(const double *p) { return vidya_long(p) + tide__decay_bars(p[ALPHA]); }

struct vidya {
  tide__moments fast, slow;
  double alpha, y;
};

static int32_t vidya_memory(const double *p) {
  return (int32_t)sizeof(struct vidya) + tide__moments_bytes(p[SHORT]) +
         tide__moments_bytes(p[LONG]);
}

static void vidya_begin(struct vidya *s, const double *p, void *memory) {
  memory = tide__moments_begin(&s->fast, tide__min(p[SHORT], p[LONG]), memory);
  tide__moments_begin(&s->slow, vidya_long(p), memory);
  s->alpha = p[ALPHA];
}

static inline void vidya_step(struct vidya *s, const double *x, double *y) {
  const double fast = tide__variance_next(&s->fast, x[0]);
  const double slow = tide__variance_next(&s->slow, x[0]);
  if (s->slow.w.seen < s->slow.w.period) {
    const bool seed = s->slow.w.seen == s->slow.w.period - 1;
    s->y = x[0];
    y[0] = seed ? x[0] : TIDE__NAN;
    return;
  }
  const double k = slow == 0.0 ? 0.0 : s->alpha * sqrt(fast / slow);
  y[0] = s->y += (x[0] - s->y) * k;
}

TIDE__WINDOW_STEPS(vidya, 1, 1)

const tide_indicator tide_ind_vidya = {
  .name = "vidya",
  .title = "Variable Index Dynamic Average",
  .group = "overlap",
  .source = "T. Chande (1992); Tulip Indicators vidya",
  .inputs = {"real"},
  .outputs = {"vidya"},
  .units = {"price"},
  .params = {{.name = "short", .min = 2, .max = 5000, .def = 9, .step = 1, .integer = true},
             {.name = "long", .min = 2, .max = 5000, .def = 30, .step = 1, .integer = true},
             {.name = "alpha", .min = 0.001, .max = 1, .def = 0.2, .step = 0.05}},
  .lookback = vidya_lookback,
  .warmup = vidya_warmup,
  TIDE__STREAM(vidya),
};
