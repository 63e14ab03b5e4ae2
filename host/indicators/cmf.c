/* cmf.c -- Chaikin Money Flow.
 *
 *   flow[t] = ((close - low) - (high - close)) / (high - low) * volume, 0 where high is low
 *   cmf[t]  = sum(flow) / sum(volume) over t-n+1 .. t, 0 without volume
 */
#include "indicators/distribution.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t cmf_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct cmf {
  tide__totals flow, volume;
};

static int32_t cmf_memory(const double *p) {
  return (int32_t)sizeof(struct cmf) + 2 * tide__window_bytes(p[0]);
}

static void cmf_begin(struct cmf *s, const double *p, void *memory) {
  memory = tide__totals_begin(&s->flow, p[0], memory);
  tide__totals_begin(&s->volume, p[0], memory);
}

static inline void cmf_step(struct cmf *s, const double *x, double *y) {
  const double flow = tide__totals_next(&s->flow, tide__distribution(x[0], x[1], x[2], x[3]));
  const double volume = tide__totals_next(&s->volume, x[3]);
  const double share = flow / volume; /* rounding may take it past 1 */
  y[0] = volume == 0.0 ? 0.0 : tide__max(-1.0, tide__min(1.0, share));
}

TIDE__WINDOW_STEPS(cmf, 4, 1)

const tide_indicator tide_ind_cmf = {
  .name = "cmf",
  .title = "Chaikin Money Flow",
  .group = "volume",
  .source = "M. Chaikin",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"cmf"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = -1.0,
  .out_max = 1.0,
  .lookback = cmf_lookback,
  .warmup = cmf_lookback,
  TIDE__STREAM(cmf),
};
