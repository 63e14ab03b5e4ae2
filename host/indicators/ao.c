/* ao.c -- Awesome Oscillator.
 *
 *   ao = sma((high + low) / 2, fast) - sma((high + low) / 2, slow)
 *
 * A fast period above the slow one swaps the two.
 */
#include "indicators/derived_mean.h"
#include "indicators/steps.h"
#include "indicators/window.h"

enum { FAST, SLOW };

static int32_t ao_lookback(const double *p) {
  return (int32_t)(p[SLOW] > p[FAST] ? p[SLOW] : p[FAST]) - 1;
}

static inline double ao_middle(const double *const *in, int32_t t) {
  return 0.5 * (in[0][t] + in[1][t]);
}

static int ao_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *y = out[0];
  const int32_t fast = (int32_t)(p[SLOW] > p[FAST] ? p[FAST] : p[SLOW]);
  const int32_t lookback = ao_lookback(p);
  if (!tide__begin(y, n, lookback)) return TIDE_ESHORT;
  tide__derived_mean(n, in, fast, ao_middle, y, tide__join_mean);
  tide__derived_mean(n, in, lookback + 1, ao_middle, y, tide__join_difference);
  return tide__begin(y, n, lookback) ? TIDE_OK : TIDE_ESHORT;
}

struct ao {
  tide__sums fast, slow;
};

static int32_t ao_memory(const double *p) {
  return (int32_t)sizeof(struct ao) + tide__window_bytes(p[FAST]) + tide__window_bytes(p[SLOW]);
}

static void ao_begin(struct ao *s, const double *p, void *memory) {
  const bool swap = p[FAST] > p[SLOW];
  memory = tide__sums_begin(&s->fast, p[swap ? SLOW : FAST], memory);
  tide__sums_begin(&s->slow, p[swap ? FAST : SLOW], memory);
}

static inline void ao_step(struct ao *s, const double *x, double *y) {
  const double middle = 0.5 * (x[0] + x[1]);
  const double fast = tide__mean_next(&s->fast, middle);
  y[0] = fast - tide__mean_next(&s->slow, middle);
}

TIDE__WINDOW_STEPS(ao, 2, 1)

const tide_indicator tide_ind_ao = {
  .name = "ao",
  .title = "Awesome Oscillator",
  .group = "momentum",
  .source = "B. Williams, New Trading Dimensions (1998); Tulip ao, whose periods are 5 and 34",
  .inputs = {"high", "low"},
  .outputs = {"ao"},
  .units = {"distance"},
  .params = {{.name = "fast", .min = 1, .max = 5000, .def = 5, .step = 1, .integer = true},
             {.name = "slow", .min = 1, .max = 5000, .def = 34, .step = 1, .integer = true}},
  .lookback = ao_lookback,
  .warmup = ao_lookback,
  TIDE__STREAM(ao),
  .run = ao_run,
};
