/* roc.c -- Rate of Change.
 *
 *   roc[t] = 100 * (x[t] / x[t-n] - 1); 0 where x[t-n] is 0
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t roc_lookback(const double *p) { return (int32_t)p[0]; }

struct roc {
  tide__window lag;
};

static int32_t roc_memory(const double *p) {
  return (int32_t)sizeof(struct roc) + tide__window_bytes(p[0]);
}

static void roc_begin(struct roc *s, const double *p, void *memory) {
  tide__window_begin(&s->lag, p[0], memory);
}

static inline void roc_step(struct roc *s, const double *x, double *y) {
  const double before = tide__lag_next(&s->lag, x[0]);
  y[0] = before == 0.0 ? 0.0 : 100.0 * (x[0] / before - 1.0);
}

TIDE__WINDOW_STEPS(roc, 1, 1)

const tide_indicator tide_ind_roc = {
  .name = "roc",
  .title = "Rate of Change",
  .group = "momentum",
  .source = "TA-Lib ROC",
  .inputs = {"real"},
  .outputs = {"roc"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = roc_lookback,
  .warmup = roc_lookback,
  TIDE__STREAM(roc),
};
