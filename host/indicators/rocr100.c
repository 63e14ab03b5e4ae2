/* rocr100.c -- Rate of Change Ratio, in Percent.
 *
 *   rocr100[t] = 100 * x[t] / x[t-n]; 0 where x[t-n] is 0
 */
#include "indicators/change.h"

static int32_t rocr100_lookback(const double *p) { return (int32_t)p[0]; }

TIDE__INSIDE double rocr100_of(double now, double before) {
  return before == 0.0 ? 0.0 : 100.0 * (now / before);
}

TIDE__CLONES static int rocr100_run(int32_t n, const double *const *in, const double *p,
                                    double *const *out) {
  return tide__change_run(n, in, p, out, rocr100_of);
}

struct rocr100 {
  tide__window lag;
};

static int32_t rocr100_memory(const double *p) {
  return (int32_t)sizeof(struct rocr100) + tide__window_bytes(p[0]);
}

static void rocr100_begin(struct rocr100 *s, const double *p, void *memory) {
  tide__window_begin(&s->lag, p[0], memory);
}

static inline void rocr100_step(struct rocr100 *s, const double *x, double *y) {
  y[0] = tide__change_next(&s->lag, x[0], rocr100_of);
}

TIDE__WINDOW_STEPS(rocr100, 1, 1)

const tide_indicator tide_ind_rocr100 = {
  .name = "rocr100",
  .title = "Rate of Change Ratio, in Percent",
  .group = "momentum",
  .source = "TA-Lib ROCR100",
  .inputs = {"real"},
  .outputs = {"rocr100"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = rocr100_lookback,
  .warmup = rocr100_lookback,
  TIDE__STREAM(rocr100),
  .run = rocr100_run,
};
