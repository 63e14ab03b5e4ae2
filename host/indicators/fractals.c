/* fractals.c -- Williams' fractals: bars that stand out from their neighbours.
 *
 *   up[t]   = high[s], s the last bar up to t-n whose high is above those of the n bars
 *             before it and of the n bars after it
 *   down[t] = low[s], the same with lows below
 *
 * n is `wing`. A fractal is known n bars after it. Its level holds until the next one;
 * before the first the output is undefined. Equal highs side by side are no fractal.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t fractals_lookback(const double *p) { return 2 * (int32_t)p[0]; }

struct fractals {
  tide__extreme highest, lowest;     /* of n bars */
  tide__window before[2], middle[2]; /* the extreme n + 1 bars ago, the price n bars ago */
  double up, down;
};

static int32_t fractals_memory(const double *p) {
  return (int32_t)sizeof(struct fractals) + 4 * tide__window_bytes(p[0]) +
         2 * tide__window_bytes(p[0] + 1.0);
}

static void fractals_begin(struct fractals *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  memory = tide__extreme_begin(&s->lowest, p[0], memory);
  for (int i = 0; i < 2; i++) {
    memory = tide__window_begin(&s->before[i], p[0] + 1.0, memory);
    memory = tide__window_begin(&s->middle[i], p[0], memory);
  }
  s->up = s->down = TIDE__NAN;
}

static inline void fractals_step(struct fractals *s, const double *x, double *y) {
  const double highest = tide__highest_next(&s->highest, x[0]);
  const double lowest = tide__lowest_next(&s->lowest, x[1]);
  const double high_before = tide__lag_next(&s->before[0], highest);
  const double low_before = tide__lag_next(&s->before[1], lowest);
  const double high = tide__lag_next(&s->middle[0], x[0]);
  const double low = tide__lag_next(&s->middle[1], x[1]);
  if (high > highest && high > high_before) s->up = high;
  if (low < lowest && low < low_before) s->down = low;
  y[0] = s->up;
  y[1] = s->down;
}

TIDE__WINDOW_STEPS(fractals, 2, 2)

const tide_indicator tide_ind_fractals = {
  .name = "fractals",
  .title = "Fractals",
  .group = "price",
  .source = "B. Williams, Trading Chaos (1995)",
  .inputs = {"high", "low"},
  .outputs = {"up", "down"},
  .units = {"price", "price"},
  .params = {{.name = "wing", .min = 1, .max = 1000, .def = 2, .step = 1, .integer = true}},
  .sparse = true,
  .lookback = fractals_lookback,
  .warmup = fractals_lookback,
  TIDE__STREAM(fractals),
};
