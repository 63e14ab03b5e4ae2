/* roc.c -- Rate of Change.
 *
 *   roc[t] = 100 * (x[t] / x[t-n] - 1); 0 where x[t-n] is 0
 */
#include "indicators/change.h"

static int32_t roc_lookback(const double *p) { return (int32_t)p[0]; }

TIDE__INSIDE double roc_of(double now, double before) {
  const double roc = 100.0 * (now / before - 1.0);
  return before == 0.0 ? 0.0 : roc;
}

TIDE__CLONES static int roc_run(int32_t n, const double *const *in, const double *p,
                                double *const *out) {
  return tide__change_run(n, in, p, out, roc_of);
}

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
  y[0] = tide__change_next(&s->lag, x[0], roc_of);
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
  .run = roc_run,
};
