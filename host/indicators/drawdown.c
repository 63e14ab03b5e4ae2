/* drawdown.c -- how far a column is below its highest value.
 *
 *   drawdown[t] = 1 - x[t] / max(x[t-n+1 .. t]); 0 where the highest is not above 0
 *
 * n is `period`; 0 stands for all bars since the first.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t drawdown_lookback(const double *p) { return p[0] > 0.0 ? (int32_t)p[0] - 1 : 0; }

struct drawdown {
  tide__extreme highest;
  double top; /* since the first bar */
  bool all;
};

static int32_t drawdown_memory(const double *p) {
  return (int32_t)sizeof(struct drawdown) + tide__window_bytes(tide__max(p[0], 1.0));
}

static void drawdown_begin(struct drawdown *s, const double *p, void *memory) {
  tide__extreme_begin(&s->highest, tide__max(p[0], 1.0), memory);
  s->top = -TIDE__INF;
  s->all = p[0] == 0.0;
}

static inline void drawdown_step(struct drawdown *s, const double *x, double *y) {
  s->top = x[0] <= s->top ? s->top : tide__max(x[0], s->top) + (x[0] - x[0]);
  const double top = s->all ? s->top : tide__highest_next(&s->highest, x[0]);
  const double down = (top - x[0]) / top;
  y[0] = top <= 0.0 ? 0.0 : down;
}

TIDE__WINDOW_STEPS(drawdown, 1, 1)

const tide_indicator tide_ind_drawdown = {
  .name = "drawdown",
  .title = "Drawdown",
  .group = "statistic",
  .source = "fraction lost from the highest value",
  .inputs = {"real"},
  .outputs = {"drawdown"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 0, .max = 5000, .def = 0, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = drawdown_lookback,
  .warmup = drawdown_lookback,
  TIDE__STREAM(drawdown),
};
