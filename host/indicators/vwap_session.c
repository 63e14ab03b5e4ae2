/* vwap_session.c -- Volume Weighted Average Price of the session.
 *
 *   tp[t]           = (high[t] + low[t] + close[t]) / 3
 *   vwap_session[t] = sum(tp * volume) / sum(volume) since the session began
 *
 * A session is a day in UTC that begins at `hour`: 0 for the calendar day, 13.5 for 13:30.
 * A bar belongs to the session in which it opens. Until a session has volume the value is
 * tp[t]. The first session begins with the data, wherever in the day that is.
 */
#include "indicators/anchored.h"
#include "indicators/steps.h"

enum { SECONDS_OF_HOUR = 3600, SECONDS_OF_DAY = 86400 };

static int32_t vwap_session_lookback(const double *p) {
  (void)p;
  return 0;
}

/* A day of minutes. */
static int32_t vwap_session_warmup(const double *p) {
  (void)p;
  return 1440;
}

struct vwap_session {
  tide__anchored mean;
  double shift, end; /* seconds: of the session in the day, of the session in time */
};

static void vwap_session_begin(struct vwap_session *s, const double *p) {
  s->shift = p[0] * SECONDS_OF_HOUR;
  s->end = -TIDE__INF;
}

static inline void vwap_session_step(struct vwap_session *s, const double *x, double *y) {
  const double tp = (x[0] + x[1] + x[2]) / 3.0;
  const double time = x[4];
  if (time >= s->end) {
    const double day = floor((time - s->shift) / SECONDS_OF_DAY);
    s->end = (day + 1.0) * SECONDS_OF_DAY + s->shift;
    tide__anchored_begin(&s->mean, tp);
  }
  y[0] = tide__anchored_next(&s->mean, tp, x[3]);
}

TIDE__STEPS(vwap_session, 5, 1)

const tide_indicator tide_ind_vwap_session = {
  .name = "vwap_session",
  .title = "Volume Weighted Average Price of the session",
  .group = "overlap",
  .source = "typical price weighted by volume since the session began",
  .inputs = {"high", "low", "close", "volume", "time"},
  .outputs = {"vwap_session"},
  .units = {"price"},
  .params = {{.name = "hour", .min = 0, .max = 23.75, .def = 0, .step = 0.25}},
  .lookback = vwap_session_lookback,
  .warmup = vwap_session_warmup,
  TIDE__STREAM(vwap_session),
};
