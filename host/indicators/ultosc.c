/* ultosc.c -- Ultimate Oscillator.
 *
 *   buying[t] = close[t] - min(low[t], close[t-1])
 *   share(n)  = sum(buying, n) / sum(trange, n); 0 where nothing moved
 *   ultosc    = 100 * (4 * share(short) + 2 * share(medium) + share(long)) / 7
 *
 * The periods are put in order first.
 */
#include "indicators/steps.h"
#include "indicators/true_range.h"
#include "indicators/window.h"

enum { TERMS = 3 };

/* The k-th shortest period. */
static double ultosc_period(const double *p, int k) {
  const double low = tide__min(p[0], tide__min(p[1], p[2]));
  const double high = tide__max(p[0], tide__max(p[1], p[2]));
  return k == 0 ? low : k == 1 ? p[0] + p[1] + p[2] - low - high : high;
}

static int32_t ultosc_lookback(const double *p) { return (int32_t)ultosc_period(p, TERMS - 1); }

struct ultosc {
  tide__totals buying[TERMS], range[TERMS];
  tide__true_ranges ranges;
};

static int32_t ultosc_memory(const double *p) {
  int32_t bytes = (int32_t)sizeof(struct ultosc);
  for (int k = 0; k < TERMS; k++) bytes += 2 * tide__window_bytes(p[k]);
  return bytes;
}

static void ultosc_begin(struct ultosc *s, const double *p, void *memory) {
  for (int k = 0; k < TERMS; k++) {
    memory = tide__totals_begin(&s->buying[k], ultosc_period(p, k), memory);
    memory = tide__totals_begin(&s->range[k], ultosc_period(p, k), memory);
  }
  tide__true_ranges_begin(&s->ranges);
}

static inline void ultosc_step(struct ultosc *s, const double *x, double *y) {
  const double before = s->ranges.before;
  const double range = tide__true_ranges_next(&s->ranges, x[0], x[1], x[2]);
  const double buying = before == before ? x[2] - tide__min(x[1], before) : TIDE__NAN;
  double sum = 0.0;
  for (int k = 0; k < TERMS; k++) {
    const double part = tide__totals_next(&s->buying[k], buying);
    const double whole = tide__totals_next(&s->range[k], range);
    const double share = part / whole;
    sum += (double)(4 >> k) * (whole == 0.0 ? 0.0 : share);
  }
  y[0] = 100.0 * (sum / 7.0);
}

TIDE__WINDOW_STEPS(ultosc, 3, 1)

const tide_indicator tide_ind_ultosc = {
  .name = "ultosc",
  .title = "Ultimate Oscillator",
  .group = "momentum",
  .source = "L. Williams (1985); TA-Lib ULTOSC",
  .inputs = {"high", "low", "close"},
  .outputs = {"ultosc"},
  .units = {"percent"},
  .params = {{.name = "short", .min = 1, .max = 5000, .def = 7, .step = 1, .integer = true},
             {.name = "medium", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true},
             {.name = "long", .min = 1, .max = 5000, .def = 28, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = ultosc_lookback,
  .warmup = ultosc_lookback,
  TIDE__STREAM(ultosc),
};
