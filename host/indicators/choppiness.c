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

enum { CHUNK = 64 };

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

static void choppiness_start(void *state, const double *p) {
  struct choppiness *s = state;
  void *memory = tide__totals_begin(&s->sum, p[0], s + 1);
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  tide__extreme_begin(&s->lowest, p[0], memory);
  tide__true_ranges_begin(&s->ranges);
  s->scale = 100.0 / tide__log(p[0]);
}

/* By CHUNK bars, because logarithms are taken of many at once. */
static void choppiness_feed(void *state, int32_t n, const double *const *in, double *const *out) {
  struct choppiness s = *(struct choppiness *)state;
  double sum[CHUNK], range[CHUNK], chop[CHUNK];
  for (int32_t t = 0; t < n; t += CHUNK) {
    const int32_t len = n - t < CHUNK ? n - t : CHUNK;
    for (int32_t i = 0; i < len; i++) {
      const double high = in[0][t + i];
      const double low = in[1][t + i];
      const double step = tide__true_ranges_next(&s.ranges, high, low, in[2][t + i]);
      sum[i] = tide__totals_next(&s.sum, step);
      range[i] = tide__highest_next(&s.highest, high) - tide__lowest_next(&s.lowest, low);
    }
    tide__log_ratios(len, sum, range, chop);
    for (int32_t i = 0; i < len; i++) {
      /* The bars cover all of the range, so what is below 0 is rounding. */
      const double value = chop[i] < 0.0 ? 0.0 : s.scale * chop[i];
      out[0][t + i] = range[i] == 0.0 && sum[i] == sum[i] ? 100.0 : value;
    }
  }
  *(struct choppiness *)state = s;
}

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
