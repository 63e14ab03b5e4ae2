/* rvgi.c -- Relative Vigor Index.
 *
 *   weighted(x)[t] = (x[t] + 2 * x[t-1] + 2 * x[t-2] + x[t-3]) / 6
 *   rvgi   = sum(weighted(close - open), n) / sum(weighted(high - low), n)
 *   signal = weighted(rvgi)
 *
 * 0 where no bar of the window has a range.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

enum { TAPS = 4 };

static int32_t rvgi_lookback(const double *p) { return TAPS - 1 + (int32_t)p[0] - 1 + TAPS - 1; }

/* The last three values; NaN before there are any. */
typedef struct {
  double old[TAPS - 1];
} taps;

static void taps_begin(taps *s) {
  for (int i = 0; i < TAPS - 1; i++) s->old[i] = TIDE__NAN;
}

static inline double taps_next(taps *s, double x) {
  const double y = (x + 2.0 * s->old[0] + 2.0 * s->old[1] + s->old[2]) / 6.0;
  s->old[2] = s->old[1];
  s->old[1] = s->old[0];
  s->old[0] = x;
  return y;
}

struct rvgi {
  taps body, range, ratio;
  tide__sums bodies, ranges;
};

static int32_t rvgi_memory(const double *p) {
  return (int32_t)sizeof(struct rvgi) + 2 * tide__window_bytes(p[0]);
}

static void rvgi_begin(struct rvgi *s, const double *p, void *memory) {
  taps_begin(&s->body);
  taps_begin(&s->range);
  taps_begin(&s->ratio);
  memory = tide__sums_begin(&s->bodies, p[0], memory);
  tide__sums_begin(&s->ranges, p[0], memory);
}

static inline void rvgi_step(struct rvgi *s, const double *x, double *y) {
  const double body = tide__sum_next(&s->bodies, taps_next(&s->body, x[3] - x[0]));
  const double range = tide__sum_next(&s->ranges, taps_next(&s->range, x[1] - x[2]));
  const double share = body / range;
  /* Rounding cannot push it out of its range; a NaN stays. */
  const double rvgi = range == 0.0 ? 0.0 : share > 1.0 ? 1.0 : share < -1.0 ? -1.0 : share;
  y[1] = taps_next(&s->ratio, rvgi);
  y[0] = y[1] == y[1] ? rvgi : TIDE__NAN;
}

TIDE__WINDOW_STEPS(rvgi, 4, 2)

const tide_indicator tide_ind_rvgi = {
  .name = "rvgi",
  .title = "Relative Vigor Index",
  .group = "momentum",
  .source = "J. Ehlers (2002), as TradingView draws it",
  .inputs = {"open", "high", "low", "close"},
  .outputs = {"rvgi", "signal"},
  .units = {"ratio", "ratio"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .out_min = -1.0,
  .out_max = 1.0,
  .lookback = rvgi_lookback,
  .warmup = rvgi_lookback,
  TIDE__STREAM(rvgi),
};
