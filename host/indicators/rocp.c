/* rocp.c -- Rate of Change, as a Fraction.
 *
 *   rocp[t] = (x[t] - x[t-n]) / x[t-n]; 0 where x[t-n] is 0
 */
#include "indicators/change.h"

static int32_t rocp_lookback(const double *p) { return (int32_t)p[0]; }

TIDE__INSIDE double rocp_of(double now, double before) {
  return before == 0.0 ? 0.0 : (now - before) / before;
}

TIDE__CLONES static int rocp_run(int32_t n, const double *const *in, const double *p,
                                 double *const *out) {
  return tide__change_run(n, in, p, out, rocp_of);
}

struct rocp {
  tide__window lag;
};

static int32_t rocp_memory(const double *p) {
  return (int32_t)sizeof(struct rocp) + tide__window_bytes(p[0]);
}

static void rocp_begin(struct rocp *s, const double *p, void *memory) {
  tide__window_begin(&s->lag, p[0], memory);
}

static inline void rocp_step(struct rocp *s, const double *x, double *y) {
  y[0] = tide__change_next(&s->lag, x[0], rocp_of);
}

TIDE__WINDOW_STEPS(rocp, 1, 1)

const tide_indicator tide_ind_rocp = {
  .name = "rocp",
  .title = "Rate of Change, as a Fraction",
  .group = "momentum",
  .source = "TA-Lib ROCP",
  .inputs = {"real"},
  .outputs = {"rocp"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = rocp_lookback,
  .warmup = rocp_lookback,
  TIDE__STREAM(rocp),
  .run = rocp_run,
};
