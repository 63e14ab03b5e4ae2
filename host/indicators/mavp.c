/* mavp.c -- Moving average with a period for each bar.
 *
 *   mavp[t] = ma(x, periods[t], type)[t]
 *
 * Periods are cut to whole numbers and held within `min_period` and `max_period`; a bar
 * whose period is undefined is undefined. The types are those of ma. Recursive averages
 * begin so late that all have their first value at the same bar.
 *
 * Types 0, 2 and 5 visit the window that the bar asks for. The others remember all there
 * was before, so an average of each period is carried along. That is why periods end at
 * 200.
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

static bool mavp_windowed(double type) {
  return type == TIDE__MOVING_SMA || type == TIDE__MOVING_WMA || type == TIDE__MOVING_TRIMA;
}

/* An average, and how many bars it leaves out at first. */
struct member {
  tide__moving average;
  int32_t waits;
};

struct mavp {
  struct member *member; /* [high - low + 1], or NULL for a windowed type */
  tide__window lag;      /* for a windowed type, as long as the longest period */
  int32_t type, low, high;
};

static int32_t mavp_memory(const double *p) {
  int32_t bytes = (int32_t)sizeof(struct mavp);
  if (mavp_windowed(p[TYPE])) return bytes + tide__window_bytes(mavp_high(p));
  for (int32_t period = mavp_low(p); period <= mavp_high(p); period++)
    bytes += (int32_t)sizeof(struct member) + tide__moving_bytes(p[TYPE], period);
  return bytes;
}

static void mavp_begin(struct mavp *s, const double *p, void *memory) {
  s->type = (int32_t)p[TYPE];
  s->low = mavp_low(p);
  s->high = mavp_high(p);
  if (mavp_windowed(p[TYPE])) {
    tide__window_begin(&s->lag, s->high, memory);
    return;
  }
  s->member = memory;
  memory = s->member + (s->high - s->low + 1);
  for (int32_t period = s->low; period <= s->high; period++) {
    struct member *m = &s->member[period - s->low];
    m->waits = mavp_lookback(p) - tide__moving_lookback(p[TYPE], period);
    memory = tide__moving_begin(&m->average, p[TYPE], period, memory);
  }
}

/* How much a value counts that is k bars old in a window of n. */
static inline int32_t mavp_weight(int32_t type, int32_t n, int32_t k) {
  if (type == TIDE__MOVING_SMA) return 1;
  return type == TIDE__MOVING_TRIMA && k + 1 < n - k ? k + 1 : n - k;
}

/* The average of the last n values, taken from the newest. */
static double mavp_visit(const tide__window *lag, int32_t type, int32_t n) {
  const double k = tide__lag_value(lag, 0);
  double sum = 0.0;
  int32_t weights = 0;
  for (int32_t i = 0; i < n; i++) {
    const int32_t weight = mavp_weight(type, n, i);
    sum += weight * (tide__lag_value(lag, i) - k);
    weights += weight;
  }
  return k + sum / weights;
}

/* Feeds every average, and gives the value of the one wanted. */
static double mavp_feed_all(struct mavp *s, double x, int32_t wanted) {
  double value = TIDE__NAN;
  for (int32_t period = s->low; period <= s->high; period++) {
    struct member *m = &s->member[period - s->low];
    if (m->waits > 0) {
      m->waits--;
      continue;
    }
    const double y = tide__moving_next(&m->average, x);
    if (period == wanted) value = y;
  }
  return value;
}

static inline void mavp_step(struct mavp *s, const double *x, double *y) {
  const double wanted = tide__max((double)s->low, tide__min((double)s->high, x[1]));
  const int32_t period = x[1] == x[1] ? (int32_t)wanted : 0;
  if (s->member) {
    y[0] = mavp_feed_all(s, x[0], period);
    return;
  }
  tide__lag_next(&s->lag, x[0]);
  const bool defined = s->lag.seen == s->lag.period && period > 0;
  y[0] = defined ? mavp_visit(&s->lag, s->type, period) : TIDE__NAN;
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
