/* ht_trendline.c -- Instantaneous Trendline, from the Hilbert transform.
 *
 *   m            = mean(x[t-n+1 .. t])
 *   ht_trendline = (4 * m[t] + 3 * m[t-1] + 2 * m[t-2] + m[t-3]) / 10
 *
 * n is the dominant cycle period of each bar (ht_dcperiod) in whole bars: over a whole
 * cycle its ups and downs are level, and what is left is the trend.
 */
#include "indicators/cycle.h"
#include "indicators/steps.h"

static int32_t ht_trendline_lookback(const double *p) {
  (void)p;
  return TIDE__PHASE_LOOKBACK;
}

static int32_t ht_trendline_warmup(const double *p) {
  return ht_trendline_lookback(p) + TIDE__HILBERT_DECAY;
}

struct ht_trendline {
  tide__hilbert hilbert;
  tide__trend trend;
};

static int32_t ht_trendline_memory(const double *p) {
  (void)p;
  return (int32_t)(sizeof(struct ht_trendline) + sizeof(tide__trail));
}

static void ht_trendline_begin(struct ht_trendline *s, const double *p, void *memory) {
  (void)p;
  tide__hilbert_begin(&s->hilbert, TIDE__HILBERT_LONG);
  tide__trend_begin(&s->trend, memory);
}

static inline void ht_trendline_step(struct ht_trendline *s, const double *x, double *y) {
  const bool begun = tide__hilbert_next(&s->hilbert, x[0]);
  const double line = tide__trend_next(&s->trend, x[0], begun ? s->hilbert.cycle : 0.0);
  y[0] = s->hilbert.t > TIDE__PHASE_LOOKBACK ? line : TIDE__NAN;
}

TIDE__WINDOW_STEPS(ht_trendline, 1, 1)

const tide_indicator tide_ind_ht_trendline = {
  .name = "ht_trendline",
  .title = "Instantaneous Trendline",
  .group = "overlap",
  .source = "J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_TRENDLINE",
  .inputs = {"real"},
  .outputs = {"ht_trendline"},
  .units = {"price"},
  .lookback = ht_trendline_lookback,
  .warmup = ht_trendline_warmup,
  TIDE__STREAM(ht_trendline),
};
