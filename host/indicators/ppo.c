/* ppo.c -- Percentage Price Oscillator.
 *
 *   slow = ma(x, slow, type)
 *   ppo  = 100 * (ma(x, fast, type) - slow) / slow; 0 where slow is 0
 *
 * The types are those of ma. A fast period above the slow one swaps the two.
 */
#include "indicators/moving_pair.h"
#include "indicators/run.h"
#include "indicators/steps.h"

enum { FAST, SLOW, TYPE };

static tide__moving_kind ppo_fast(const double *p) {
  return (tide__moving_kind){tide__min(p[FAST], p[SLOW]), p[TYPE]};
}

static tide__moving_kind ppo_slow(const double *p) {
  return (tide__moving_kind){tide__max(p[FAST], p[SLOW]), p[TYPE]};
}

static int32_t ppo_lookback(const double *p) {
  return tide__moving_pair_lookback(ppo_fast(p), ppo_slow(p));
}

static int32_t ppo_warmup(const double *p) {
  return tide__moving_pair_warmup(ppo_fast(p), ppo_slow(p));
}

static inline double ppo_of(double fast, double slow) {
  const double ppo = 100.0 * ((fast - slow) / slow);
  return slow == 0.0 && fast == fast ? 0.0 : ppo;
}

extern const tide_indicator tide_ind_ppo;

static int ppo_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t lookback = ppo_lookback(p);
  if (p[TYPE] != TIDE__MOVING_SMA) return tide__feed_all(&tide_ind_ppo, n, in, p, out);
  if (!tide__begin(out[0], n, lookback)) return TIDE_ESHORT;
  tide__moving_means(n, in, ppo_fast(p).period, out[0], tide__join_mean);
  tide__moving_means(n, in, ppo_slow(p).period, out[0], ppo_of);
  return tide__begin(out[0], n, lookback) ? TIDE_OK : TIDE_ESHORT;
}

struct ppo {
  tide__moving_pair pair;
};

static int32_t ppo_memory(const double *p) {
  return (int32_t)sizeof(struct ppo) + tide__moving_pair_bytes(ppo_fast(p), ppo_slow(p));
}

static void ppo_begin(struct ppo *s, const double *p, void *memory) {
  tide__moving_pair_begin(&s->pair, ppo_fast(p), ppo_slow(p), false, memory);
}

static inline void ppo_step(struct ppo *s, const double *x, double *y) {
  const double fast = tide__moving_member_next(&s->pair.fast, x[0]);
  const double slow = tide__moving_member_next(&s->pair.slow, x[0]);
  y[0] = ppo_of(fast, slow);
}

TIDE__WINDOW_STEPS(ppo, 1, 1)

const tide_indicator tide_ind_ppo = {
  .name = "ppo",
  .title = "Percentage Price Oscillator",
  .group = "momentum",
  .source = "TA-Lib PPO",
  .inputs = {"real"},
  .outputs = {"ppo"},
  .units = {"percent"},
  .params = {{.name = "fast", .min = 1, .max = 1500, .def = 12, .step = 1, .integer = true},
             {.name = "slow", .min = 1, .max = 1500, .def = 26, .step = 1, .integer = true},
             {.name = "type", .min = 0, .max = 8, .def = 0, .step = 1, .integer = true}},
  .lookback = ppo_lookback,
  .warmup = ppo_warmup,
  TIDE__STREAM(ppo),
  .run = ppo_run,
};
