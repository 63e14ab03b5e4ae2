/* qstick.c -- Qstick: the mean body of the candles.
 *
 *   qstick = sma(close - open, n)
 */
#include "indicators/derived_mean.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t qstick_lookback(const double *p) { return (int32_t)p[0] - 1; }

static inline double qstick_body(const double *const *in, int32_t t) { return in[1][t] - in[0][t]; }

static int qstick_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  if (!tide__begin(out[0], n, qstick_lookback(p))) return TIDE_ESHORT;
  tide__derived_mean(n, in, (int32_t)p[0], qstick_body, out[0], tide__join_mean);
  return TIDE_OK;
}

struct qstick {
  tide__sums mean;
};

static int32_t qstick_memory(const double *p) {
  return (int32_t)sizeof(struct qstick) + tide__window_bytes(p[0]);
}

static void qstick_begin(struct qstick *s, const double *p, void *memory) {
  tide__sums_begin(&s->mean, p[0], memory);
}

static inline void qstick_step(struct qstick *s, const double *x, double *y) {
  y[0] = tide__mean_next(&s->mean, x[1] - x[0]);
}

TIDE__WINDOW_STEPS(qstick, 2, 1)

const tide_indicator tide_ind_qstick = {
  .name = "qstick",
  .title = "Qstick",
  .group = "momentum",
  .source = "T. Chande, S. Kroll, The New Technical Trader (1994); Tulip qstick",
  .inputs = {"open", "close"},
  .outputs = {"qstick"},
  .units = {"distance"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 8, .step = 1, .integer = true}},
  .lookback = qstick_lookback,
  .warmup = qstick_lookback,
  TIDE__STREAM(qstick),
  .run = qstick_run,
};
