/* donchian.c -- Donchian Channel.
 *
 *   upper[t]  = max(high[t-n+1 .. t])
 *   lower[t]  = min(low[t-n+1 .. t])
 *   middle[t] = (lower[t] + upper[t]) / 2
 *
 * The window includes the bar itself; `:shift(1)` leaves it out, as a breakout
 * needs it.
 */
#include "core/cpu.h"
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t donchian_lookback(const double *p) { return (int32_t)p[0] - 1; }

TIDE__CLONES static int donchian_run(int32_t n, const double *const *in, const double *p,
                                     double *const *out) {
  const int32_t period = (int32_t)p[0];
  bool enough = false;
  for (int i = 0; i < 3; i++) enough = tide__begin(out[i], n, period - 1);
  if (!enough) return TIDE_ESHORT;
  double hh[TIDE__PERIOD_MAX];
  double ll[TIDE__PERIOD_MAX];
  for (int32_t t = period - 1, len = 0; t < n; t += len) {
    len = tide__extremes_len(period, t, n);
    tide__highest(in[0] + t, period, len, hh);
    tide__lowest(in[1] + t, period, len, ll);
    for (int32_t i = 0; i < len; i++) {
      const double middle = 0.5 * (ll[i] + hh[i]);
      const bool whole = middle == middle;
      out[0][t + i] = whole ? ll[i] : TIDE__NAN;
      out[1][t + i] = middle;
      out[2][t + i] = whole ? hh[i] : TIDE__NAN;
    }
  }
  return TIDE_OK;
}

struct donchian {
  tide__extreme highest, lowest;
};

static int32_t donchian_memory(const double *p) {
  return (int32_t)sizeof(struct donchian) + 2 * tide__window_bytes(p[0]);
}

static void donchian_begin(struct donchian *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[0], memory);
  tide__extreme_begin(&s->lowest, p[0], memory);
}

static inline void donchian_step(struct donchian *s, const double *x, double *y) {
  const double hh = tide__highest_next(&s->highest, x[0]);
  const double ll = tide__lowest_next(&s->lowest, x[1]);
  const double middle = 0.5 * (ll + hh);
  const bool whole = middle == middle;
  y[0] = whole ? ll : TIDE__NAN;
  y[1] = middle;
  y[2] = whole ? hh : TIDE__NAN;
}

TIDE__WINDOW_STEPS(donchian, 2, 3)

const tide_indicator tide_ind_donchian = {
  .name = "donchian",
  .title = "Donchian Channel",
  .group = "overlap",
  .source = "R. Donchian",
  .inputs = {"high", "low"},
  .outputs = {"lower", "middle", "upper"},
  .units = {"price", "price", "price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = donchian_lookback,
  .warmup = donchian_lookback,
  TIDE__STREAM(donchian),
  .run = donchian_run,
};
