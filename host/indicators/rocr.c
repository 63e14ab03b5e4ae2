/* rocr.c -- Rate of Change Ratio.
 *
 *   rocr[t] = x[t] / x[t-n]; 0 where x[t-n] is 0
 */
#include "indicators/change.h"

static int32_t rocr_lookback(const double *p) { return (int32_t)p[0]; }

TIDE__INSIDE double rocr_of(double now, double before) {
  return before == 0.0 ? 0.0 : now / before;
}

TIDE__CLONES static int rocr_run(int32_t n, const double *const *in, const double *p,
                                 double *const *out) {
  return tide__change_run(n, in, p, out, rocr_of);
}

struct rocr {
  tide__window lag;
};

static int32_t rocr_memory(const double *p) {
  return (int32_t)sizeof(struct rocr) + tide__window_bytes(p[0]);
}

static void rocr_begin(struct rocr *s, const double *p, void *memory) {
  tide__window_begin(&s->lag, p[0], memory);
}

static inline void rocr_step(struct rocr *s, const double *x, double *y) {
  y[0] = tide__change_next(&s->lag, x[0], rocr_of);
}

TIDE__WINDOW_STEPS(rocr, 1, 1)

const tide_indicator tide_ind_rocr = {
  .name = "rocr",
  .title = "Rate of Change Ratio",
  .group = "momentum",
  .source = "TA-Lib ROCR",
  .inputs = {"real"},
  .outputs = {"rocr"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = rocr_lookback,
  .warmup = rocr_lookback,
  TIDE__STREAM(rocr),
  .run = rocr_run,
};
