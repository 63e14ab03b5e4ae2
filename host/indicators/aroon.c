/* aroon.c -- Aroon: how fresh the extremes are.
 *
 *   up[t]   = 100 * (n - bars since the highest high of high[t-n .. t]) / n
 *   down[t] = 100 * (n - bars since the lowest low of low[t-n .. t]) / n
 *
 * Of equal extremes the newest counts. The window has n + 1 bars.
 */
#include "indicators/aroon.h"
#include "indicators/steps.h"

static int32_t aroon_lookback(const double *p) { return (int32_t)p[0]; }

struct aroon {
  tide__aroon ago;
};

static int32_t aroon_memory(const double *p) {
  return (int32_t)sizeof(struct aroon) + tide__aroon_bytes(p[0]);
}

static void aroon_begin(struct aroon *s, const double *p, void *memory) {
  tide__aroon_begin(&s->ago, p[0], memory);
}

static inline void aroon_step(struct aroon *s, const double *x, double *y) {
  double up, down;
  tide__aroon_next(&s->ago, x[0], x[1], &up, &down);
  y[0] = 100.0 * (s->ago.period - down) / s->ago.period;
  y[1] = 100.0 * (s->ago.period - up) / s->ago.period;
}

TIDE__WINDOW_STEPS(aroon, 2, 2)

const tide_indicator tide_ind_aroon = {
  .name = "aroon",
  .title = "Aroon",
  .group = "momentum",
  .source = "T. Chande (1995); TA-Lib AROON",
  .inputs = {"high", "low"},
  .outputs = {"down", "up"},
  .units = {"percent", "percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = aroon_lookback,
  .warmup = aroon_lookback,
  TIDE__STREAM(aroon),
};
