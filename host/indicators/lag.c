/* lag.c -- the value some bars ago.
 *
 *   lag[t] = x[t-n]
 *
 * The same as `:shift(n)` of a column.
 */
#include "indicators/change.h"

static int32_t lag_lookback(const double *p) { return (int32_t)p[0]; }

TIDE__INSIDE double lag_of(double now, double before) {
  (void)now;
  return before;
}

static int lag_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  return tide__change_run(n, in, p, out, lag_of);
}

struct lag {
  tide__window window;
};

static int32_t lag_memory(const double *p) {
  return (int32_t)sizeof(struct lag) + tide__window_bytes(p[0]);
}

static void lag_begin(struct lag *s, const double *p, void *memory) {
  tide__window_begin(&s->window, p[0], memory);
}

static inline void lag_step(struct lag *s, const double *x, double *y) {
  y[0] = tide__lag_next(&s->window, x[0]);
}

TIDE__WINDOW_STEPS(lag, 1, 1)

const tide_indicator tide_ind_lag = {
  .name = "lag",
  .title = "Lag",
  .group = "price",
  .source = "Tulip Indicators lag",
  .inputs = {"real"},
  .outputs = {"lag"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 1, .step = 1, .integer = true}},
  .lookback = lag_lookback,
  .warmup = lag_lookback,
  TIDE__STREAM(lag),
  .run = lag_run,
};
