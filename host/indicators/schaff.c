/* schaff.c -- Schaff Trend Cycle: a stochastic of a stochastic of MACD.
 *
 *   m         = ema(x, fast) - ema(x, slow)
 *   place(s)  = 100 * (s - lowest(s, n)) / (highest(s, n) - lowest(s, n))
 *               a window without any range keeps the place before, 0 at first;
 *               1e-12 of the price (of m), 1e-9 (of a place) and less is rounding
 *   smooth(s) = its first value, then smooth += (s - smooth) * factor
 *   schaff    = smooth(place(smooth(place(m))))
 */
#include "indicators/average.h"
#include "indicators/steps.h"
#include "indicators/window.h"

enum { PERIOD, FAST, SLOW, FACTOR };

static const double FLAT_PRICE = 1e-12;
static const double FLAT_PLACE = 1e-9;

static int32_t schaff_lookback(const double *p) {
  return (int32_t)(p[SLOW] > p[FAST] ? p[SLOW] : p[FAST]) - 1 + 2 * ((int32_t)p[PERIOD] - 1);
}

static int32_t schaff_warmup(const double *p) {
  const double slow = p[SLOW] > p[FAST] ? p[SLOW] : p[FAST];
  return schaff_lookback(p) + tide__decay_bars(tide__ema_alpha(slow)) +
         2 * tide__decay_bars(p[FACTOR]);
}

/* smooth(place(s)); y is NaN before the first whole window. */
typedef struct {
  tide__extreme highest, lowest;
  double place, y, factor;
} cycle;

static void *cycle_begin(cycle *s, double period, double factor, void *memory) {
  *s = (cycle){.y = TIDE__NAN, .factor = factor};
  memory = tide__extreme_begin(&s->highest, period, memory);
  return tide__extreme_begin(&s->lowest, period, memory);
}

static inline double cycle_next(cycle *s, double x, double flat) {
  const double low = tide__lowest_next(&s->lowest, x);
  const double range = tide__highest_next(&s->highest, x) - low;
  if (range != range) return TIDE__NAN;
  const bool first = s->y != s->y;
  s->place = range <= flat ? s->place : 100.0 * ((x - low) / range);
  return s->y = first ? s->place : s->y + (s->place - s->y) * s->factor;
}

struct schaff {
  tide__average fast, slow;
  cycle of_macd, of_cycle;
};

static int32_t schaff_memory(const double *p) {
  return (int32_t)sizeof(struct schaff) + 4 * tide__window_bytes(p[PERIOD]);
}

static void schaff_begin(struct schaff *s, const double *p, void *memory) {
  tide__ema_begin(&s->fast, p[FAST]);
  tide__ema_begin(&s->slow, p[SLOW]);
  memory = cycle_begin(&s->of_macd, p[PERIOD], p[FACTOR], memory);
  cycle_begin(&s->of_cycle, p[PERIOD], p[FACTOR], memory);
}

static inline void schaff_step(struct schaff *s, const double *x, double *y) {
  const double fast = tide__average_next(&s->fast, x[0]);
  const double macd = fast - tide__average_next(&s->slow, x[0]);
  const double once = cycle_next(&s->of_macd, macd, FLAT_PRICE * fabs(x[0]));
  y[0] = cycle_next(&s->of_cycle, once, FLAT_PLACE);
}

TIDE__WINDOW_STEPS(schaff, 1, 1)

const tide_indicator tide_ind_schaff = {
  .name = "schaff",
  .title = "Schaff Trend Cycle",
  .group = "momentum",
  .source = "D. Schaff (1999)",
  .inputs = {"real"},
  .outputs = {"schaff"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 10, .step = 1, .integer = true},
             {.name = "fast", .min = 1, .max = 5000, .def = 23, .step = 1, .integer = true},
             {.name = "slow", .min = 1, .max = 5000, .def = 50, .step = 1, .integer = true},
             {.name = "factor", .min = 0.01, .max = 1, .def = 0.5, .step = 0.05}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = schaff_lookback,
  .warmup = schaff_warmup,
  TIDE__STREAM(schaff),
};
