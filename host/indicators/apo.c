/* apo.c -- Absolute Price Oscillator.
 *
 *   apo = ma(x, fast, type) - ma(x, slow, type)
 *
 * The types are those of ma. A fast period above the slow one swaps the two.
 */
#include "indicators/moving_pair.h"
#include "indicators/run.h"
#include "indicators/steps.h"

enum { FAST, SLOW, TYPE };

static tide__moving_kind apo_fast(const double *p) {
  return (tide__moving_kind){tide__min(p[FAST], p[SLOW]), p[TYPE]};
}

static tide__moving_kind apo_slow(const double *p) {
  return (tide__moving_kind){tide__max(p[FAST], p[SLOW]), p[TYPE]};
}

static int32_t apo_lookback(const double *p) {
  return tide__moving_pair_lookback(apo_fast(p), apo_slow(p));
}

static int32_t apo_warmup(const double *p) {
  return tide__moving_pair_warmup(apo_fast(p), apo_slow(p));
}

extern const tide_indicator tide_ind_apo;

static int apo_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t lookback = apo_lookback(p);
  if (p[TYPE] != TIDE__MOVING_SMA) return tide__feed_all(&tide_ind_apo, n, in, p, out);
  if (!tide__begin(out[0], n, lookback)) return TIDE_ESHORT;
  tide__moving_means(n, in, apo_fast(p).period, out[0], tide__join_mean);
  tide__moving_means(n, in, apo_slow(p).period, out[0], tide__join_difference);
  return tide__begin(out[0], n, lookback) ? TIDE_OK : TIDE_ESHORT;
}

struct apo {
  tide__moving_pair pair;
};

static int32_t apo_memory(const double *p) {
  return (int32_t)sizeof(struct apo) + tide__moving_pair_bytes(apo_fast(p), apo_slow(p));
}

static void apo_begin(struct apo *s, const double *p, void *memory) {
  tide__moving_pair_begin(&s->pair, apo_fast(p), apo_slow(p), false, memory);
}

static inline void apo_step(struct apo *s, const double *x, double *y) {
  const double fast = tide__moving_member_next(&s->pair.fast, x[0]);
  const double slow = tide__moving_member_next(&s->pair.slow, x[0]);
  y[0] = fast - slow;
}

TIDE__WINDOW_STEPS(apo, 1, 1)

const tide_indicator tide_ind_apo = {
  .name = "apo",
  .title = "Absolute Price Oscillator",
  .group = "momentum",
  .source = "TA-Lib APO",
  .inputs = {"real"},
  .outputs = {"apo"},
  .units = {"distance"},
  .params = {{.name = "fast", .min = 1, .max = 1500, .def = 12, .step = 1, .integer = true},
             {.name = "slow", .min = 1, .max = 1500, .def = 26, .step = 1, .integer = true},
             {.name = "type", .min = 0, .max = 8, .def = 0, .step = 1, .integer = true}},
  .lookback = apo_lookback,
  .warmup = apo_warmup,
  TIDE__STREAM(apo),
  .run = apo_run,
};
