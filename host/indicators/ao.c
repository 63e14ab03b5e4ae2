/* ao.c -- Awesome Oscillator.
 *
 *   ao = sma((high + low) / 2, fast) - sma((high + low) / 2, slow)
 *
 * A fast period above the slow one swaps the two.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

enum { FAST, SLOW };

static int32_t ao_lookback(const double *p) {
  return (int32_t)(p[SLOW] > p[FAST] ? p[SLOW] : p[FAST]) - 1;
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
  .units = {"price"},
  .params = {{.name = "fast", .min = 1, .max = 5000, .def = 5, .step = 1, .integer = true},
             {.name = "slow", .min = 1, .max = 5000, .def = 34, .step = 1, .integer = true}},
  .lookback = ao_lookback,
  .warmup = ao_lookback,
  TIDE__STREAM(ao),
};
