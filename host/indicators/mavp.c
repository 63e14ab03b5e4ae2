/* mavp.c -- Moving average with a period for each bar.
 *
 *   mavp[t] = ma(real, periods[t], type)[t]
 *
 * Periods are cut to whole numbers and held within `min_period` and `max_period`; a bar
 * whose period is undefined is undefined. The types are those of ma. Recursive averages
 * begin so late that all have their first value at the same bar.
 *
 * An average of each period is carried along, so a bar costs as much as there are periods
 * between the two; that is why they end at 200.
 */
#include "indicators/moving.h"
#include "indicators/steps.h"

enum { MIN, MAX, TYPE };

static int32_t mavp_low(const double *p) { return (int32_t)tide__min(p[MIN], p[MAX]); }
static int32_t mavp_high(const double *p) { return (int32_t)tide__max(p[MIN], p[MAX]); }

static int32_t mavp_lookback(const double *p) {
  return tide__moving_lookback(p[TYPE], mavp_high(p));
}

static int32_t mavp_warmup(const double *p) { return tide__moving_warmup(p[TYPE], mavp_high(p)); }

/* An average, and how many bars it leaves out at first. */
struct member {
  tide__moving average;
  int32_t waits;
};

struct mavp {
  struct member *member; /* [high - low + 1] */
  int32_t low, high;
};

static int32_t mavp_memory(const double *p) {
  int32_t bytes = (int32_t)sizeof(struct mavp);
  for (int32_t period = mavp_low(p); period <= mavp_high(p); period++)
    bytes += (int32_t)sizeof(struct member) + tide__moving_bytes(p[TYPE], period);
  return bytes;
}

static void mavp_begin(struct mavp *s, const double *p, void *memory) {
  s->low = mavp_low(p);
  s->high = mavp_high(p);
  s->member = memory;
  memory = s->member + (s->high - s->low + 1);
  for (int32_t period = s->low; period <= s->high; period++) {
    struct member *m = &s->member[period - s->low];
    m->waits = mavp_lookback(p) - tide__moving_lookback(p[TYPE], period);
    memory = tide__moving_begin(&m->average, p[TYPE], period, memory);
  }
}

static inline void mavp_step(struct mavp *s, const double *x, double *y) {
  const double wanted = tide__max((double)s->low, tide__min((double)s->high, x[1]));
  const int32_t period = x[1] == x[1] ? (int32_t)wanted : 0;
  y[0] = TIDE__NAN;
  for (int32_t i = s->low; i <= s->high; i++) {
    struct member *m = &s->member[i - s->low];
    if (m->waits > 0) {
      m->waits--;
      continue;
    }
    const double value = tide__moving_next(&m->average, x[0]);
    if (i == period) y[0] = value;
  }
}

TIDE__WINDOW_STEPS(mavp, 2, 1)

const tide_indicator tide_ind_mavp = {
  .name = "mavp",
  .title = "Moving Average with a Variable Period",
  .group = "overlap",
  .source = "TA-Lib MAVP",
  .inputs = {"real", "periods"},
  .outputs = {"mavp"},
  .units = {"price"},
  .params = {{.name = "min_period", .min = 1, .max = 200, .def = 2, .step = 1, .integer = true},
             {.name = "max_period", .min = 1, .max = 200, .def = 30, .step = 1, .integer = true},
             {.name = "type", .min = 0, .max = 8, .def = 0, .step = 1, .integer = true}},
  .lookback = mavp_lookback,
  .warmup = mavp_warmup,
  TIDE__STREAM(mavp),
};
