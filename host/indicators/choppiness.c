/* choppiness.c -- Choppiness Index.
 *
 *   choppiness[t] = 100 * log(sum(trange) / (hh - ll)) / log(n)
 *
 * hh and ll are the highest high and the lowest low of the last n bars, whose true
 * ranges are summed. A window without any range goes nowhere: 100. A gap before the
 * window can lift the value above 100.
 */
#include "core/log.h"
#include "indicators/steps.h"
#include "indicators/true_range.h"
#include "indicators/window.h"

static int32_t choppiness_lookback(const double *p) { return (int32_t)p[0]; }

struct choppiness {
  tide__totals sum;
  tide__extreme highest, lowest;
  tide__true_ranges ranges;
  double scale;
};

static int32_t choppiness_memory(const double *p) {
  return (int32_t)sizeof(struct choppiness) + 3 * tide__window_bytes(p[0]);
}

static void choppiness_begin(struct choppiness *s, const double *p, void *memory) {
  memory = tide__totals_begin(&s->sum, p[0], memory);
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  tide__extreme_begin(&s->lowest, p[0], memory);
  tide__true_ranges_begin(&s->ranges);
  s->scale = 100.0 / tide__log(p[0]);
}

static inline void choppiness_step(struct choppiness *s, const double *x, double *y) {
  const double sum =
    tide__totals_next(&s->sum, tide__true_ranges_next(&s->ranges, x[0], x[1], x[2]));
  const double range = tide__highest_next(&s->highest, x[0]) - tide__lowest_next(&s->lowest, x[1]);
  const double chop = s->scale * tide__log(sum / range);
  /* The bars cover all of the range, so what is below 0 is rounding. */
  y[0] = sum != sum ? TIDE__NAN : range == 0.0 ? 100.0 : chop < 0.0 ? 0.0 : chop;
}

TIDE__WINDOW_STEPS(choppiness, 3, 1)

const tide_indicator tide_ind_choppiness = {
  .name = "choppiness",
  .title = "Choppiness Index",
  .group = "momentum",
  .source = "E. W. Dreiss (1993)",
  .inputs = {"high", "low", "close"},
  .outputs = {"choppiness"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = choppiness_lookback,
  .warmup = choppiness_lookback,
  TIDE__STREAM(choppiness),
};
