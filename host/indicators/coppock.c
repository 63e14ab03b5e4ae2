/* coppock.c -- Coppock Curve.
 *
 *   roc(n)[t] = 100 * (x[t] / x[t-n] - 1); 0 where x[t-n] is 0
 *   coppock   = wma(roc(long) + roc(short), n)
 */
#include "indicators/steps.h"
#include "indicators/window.h"

enum { PERIOD, LONG, SHORT };

static int32_t coppock_lookback(const double *p) {
  return (int32_t)(p[LONG] > p[SHORT] ? p[LONG] : p[SHORT]) + (int32_t)p[PERIOD] - 1;
}

struct coppock {
  tide__window slow, fast;
  tide__weights mean;
};

static int32_t coppock_memory(const double *p) {
  return (int32_t)sizeof(struct coppock) + tide__window_bytes(p[PERIOD]) +
         tide__window_bytes(p[LONG]) + tide__window_bytes(p[SHORT]);
}

static void coppock_begin(struct coppock *s, const double *p, void *memory) {
  memory = tide__weights_begin(&s->mean, p[PERIOD], memory);
  memory = tide__window_begin(&s->slow, p[LONG], memory);
  tide__window_begin(&s->fast, p[SHORT], memory);
}

static inline double coppock_roc(double x, double before) {
  const double roc = 100.0 * (x / before - 1.0);
  return before == 0.0 ? 0.0 : roc;
}

static inline void coppock_step(struct coppock *s, const double *x, double *y) {
  const double slow = coppock_roc(x[0], tide__lag_next(&s->slow, x[0]));
  const double fast = coppock_roc(x[0], tide__lag_next(&s->fast, x[0]));
  y[0] = tide__weighted_next(&s->mean, slow + fast);
}

TIDE__WINDOW_STEPS(coppock, 1, 1)

const tide_indicator tide_ind_coppock = {
  .name = "coppock",
  .title = "Coppock Curve",
  .group = "momentum",
  .source = "E. S. C. Coppock, Barron's (1962)",
  .inputs = {"real"},
  .outputs = {"coppock"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true},
             {.name = "long", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true},
             {.name = "short", .min = 1, .max = 5000, .def = 11, .step = 1, .integer = true}},
  .lookback = coppock_lookback,
  .warmup = coppock_lookback,
  TIDE__STREAM(coppock),
};
