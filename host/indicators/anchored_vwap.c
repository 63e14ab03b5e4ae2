/* anchored_vwap.c -- Volume Weighted Average Price since an anchor.
 *
 *   tp[t]            = (high[t] + low[t] + close[t]) / 3
 *   anchored_vwap[t] = sum(tp * volume) / sum(volume) since the anchor
 *
 * The anchor is the first bar that opens at `from` or later, in seconds since 1970-01-01
 * UTC; 0 is the first bar there is. Where `every` is not 0 the mean begins anew with each
 *
 *   every   1    2               3      4        5
 *           day  week (Monday)   month  quarter  year
 *
 * of the calendar in UTC. Undefined before the anchor; tp[t] until there was volume. For
 * sessions that begin at another hour see vwap_session.
 */
#include "core/timeframe.h"
#include "indicators/anchored.h"
#include "indicators/steps.h"

enum { FROM, EVERY, TIMES = 5 };

static const int64_t calendar[TIMES + 1] = {0, TIDE__DAY_US, 7 * TIDE__DAY_US, -1, -3, -12};

static int32_t anchored_vwap_lookback(const double *p) {
  (void)p;
  return 0;
}

struct anchored_vwap {
  tide__anchored mean;
  int64_t every; /* a time frame, or 0 */
  double end;    /* seconds: from here on the mean begins anew */
  bool begun;
};

static void anchored_vwap_begin(struct anchored_vwap *s, const double *p) {
  s->every = calendar[(int32_t)p[EVERY]];
  s->end = p[FROM] > 0.0 ? p[FROM] : -TIDE__INF;
}

static inline void anchored_vwap_step(struct anchored_vwap *s, const double *x, double *y) {
  const double tp = (x[0] + x[1] + x[2]) / 3.0;
  const double time = x[4];
  if (time >= s->end) {
    s->begun = true;
    s->end = TIDE__INF;
    if (s->every) {
      const int64_t open = tide__timeframe_floor(s->every, (int64_t)(time * TIDE__US));
      s->end = (double)tide__timeframe_close(s->every, open) / (double)TIDE__US;
    }
    tide__anchored_begin(&s->mean, tp);
  }
  y[0] = s->begun ? tide__anchored_next(&s->mean, tp, x[3]) : TIDE__NAN;
}

TIDE__STEPS(anchored_vwap, 5, 1)

const tide_indicator tide_ind_anchored_vwap = {
  .name = "anchored_vwap",
  .title = "Volume Weighted Average Price since an anchor",
  .group = "overlap",
  .source = "B. Shannon, Maximum Trading Gains with Anchored VWAP (2022)",
  .inputs = {"high", "low", "close", "volume", "time"},
  .outputs = {"anchored_vwap"},
  .units = {"price"},
  .params = {{.name = "from", .min = 0, .max = 4102444800.0, .def = 0, .step = 86400},
             {.name = "every", .min = 0, .max = TIMES, .def = 0, .step = 1, .integer = true}},
  .sparse = true,
  .lookback = anchored_vwap_lookback,
  .warmup = anchored_vwap_lookback,
  TIDE__STREAM(anchored_vwap),
};
