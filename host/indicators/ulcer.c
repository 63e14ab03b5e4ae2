/* ulcer.c -- Ulcer Index: how deep and how long a price lies below its high.
 *
 *   r[t]     = 100 * (x[t] / max(x[t-n+1 .. t]) - 1); 0 where the highest is not above 0
 *   ulcer[t] = sqrt(mean(r^2, t-n+1 .. t))
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t ulcer_lookback(const double *p) { return 2 * ((int32_t)p[0] - 1); }

struct ulcer {
  tide__extreme highest;
  tide__sums squares;
};

static int32_t ulcer_memory(const double *p) {
  return (int32_t)sizeof(struct ulcer) + 2 * tide__window_bytes(p[0]);
}

static void ulcer_begin(struct ulcer *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  tide__sums_begin(&s->squares, p[0], memory);
}

static inline void ulcer_step(struct ulcer *s, const double *x, double *y) {
  const double top = tide__highest_next(&s->highest, x[0]);
  const double down = 100.0 * (x[0] - top) / top;
  const double r = top <= 0.0 ? 0.0 : down;
  const double mean = tide__mean_next(&s->squares, r * r);
  y[0] = sqrt(mean < 0.0 ? 0.0 : mean); /* of a NaN, NaN */
}

TIDE__WINDOW_STEPS(ulcer, 1, 1)

const tide_indicator tide_ind_ulcer = {
  .name = "ulcer",
  .title = "Ulcer Index",
  .group = "volatility",
  .source = "P. Martin, B. McCann (1989)",
  .inputs = {"real"},
  .outputs = {"ulcer"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 2500, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = ulcer_lookback,
  .warmup = ulcer_lookback,
  TIDE__STREAM(ulcer),
};
