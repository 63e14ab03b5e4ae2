/* ht_dcperiod.c -- Dominant Cycle Period, from the Hilbert transform.
 *
 *   ht_dcperiod = 0.33 * period + 0.67 * ht_dcperiod[t-1]
 *
 * Prices are smoothed over four bars and turned by a quarter cycle (Hilbert transform:
 * a filter of seven bars whose gain is corrected by the period before); how far the pair
 * of original and turned price moves around its circle in one bar gives the period, which
 * is kept within 6 and 50 bars and averaged. Where nothing moves the period stays.
 */
#include "indicators/hilbert.h"
#include "indicators/steps.h"

static int32_t ht_dcperiod_lookback(const double *p) {
  (void)p;
  return TIDE__HILBERT_LOOKBACK;
}

static int32_t ht_dcperiod_warmup(const double *p) {
  return ht_dcperiod_lookback(p) + TIDE__HILBERT_DECAY;
}

struct ht_dcperiod {
  tide__hilbert hilbert;
};

static void ht_dcperiod_begin(struct ht_dcperiod *s, const double *p) {
  (void)p;
  tide__hilbert_begin(&s->hilbert, TIDE__HILBERT_SHORT);
}

static inline void ht_dcperiod_step(struct ht_dcperiod *s, const double *x, double *y) {
  tide__hilbert_next(&s->hilbert, x[0]);
  y[0] = tide__hilbert_whole(&s->hilbert) ? s->hilbert.cycle : TIDE__NAN;
}

TIDE__STEPS(ht_dcperiod, 1, 1)

const tide_indicator tide_ind_ht_dcperiod = {
  .name = "ht_dcperiod",
  .title = "Dominant Cycle Period",
  .group = "cycle",
  .source = "J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_DCPERIOD",
  .inputs = {"real"},
  .outputs = {"ht_dcperiod"},
  .units = {"bars"},
  .out_min = 0.0,
  .out_max = 50.1, /* the averages round */
  .lookback = ht_dcperiod_lookback,
  .warmup = ht_dcperiod_warmup,
  TIDE__STREAM(ht_dcperiod),
};
