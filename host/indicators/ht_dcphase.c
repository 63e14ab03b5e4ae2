/* ht_dcphase.c -- Dominant Cycle Phase, from the Hilbert transform.
 *
 *   re          = sum(sin(360 * i / n) * smooth[t-i], i = 0 .. n-1)
 *   im          = sum(cos(360 * i / n) * smooth[t-i], i = 0 .. n-1)
 *   ht_dcphase  = atan(re / im) + 90 + 360 / ht_dcperiod, + 180 where im < 0
 *
 * n is the dominant cycle period in whole bars, smooth the price averaged over four bars;
 * the last term of the sum makes up for that average. In degrees, above -45 and at most
 * 315. re / im is 0 where nothing moved over the cycle.
 */
#include "indicators/cycle.h"
#include "indicators/steps.h"

static int32_t ht_dcphase_lookback(const double *p) {
  (void)p;
  return TIDE__PHASE_LOOKBACK;
}

static int32_t ht_dcphase_warmup(const double *p) {
  return ht_dcphase_lookback(p) + TIDE__HILBERT_DECAY;
}

struct ht_dcphase {
  tide__phase phase;
};

static int32_t ht_dcphase_memory(const double *p) {
  (void)p;
  return (int32_t)sizeof(struct ht_dcphase) + tide__phase_bytes();
}

static void ht_dcphase_begin(struct ht_dcphase *s, const double *p, void *memory) {
  (void)p;
  tide__phase_begin(&s->phase, memory);
}

static inline void ht_dcphase_step(struct ht_dcphase *s, const double *x, double *y) {
  const double phase = tide__phase_next(&s->phase, x[0]);
  y[0] = tide__phase_whole(&s->phase) ? phase : TIDE__NAN;
}

TIDE__WINDOW_STEPS(ht_dcphase, 1, 1)

const tide_indicator tide_ind_ht_dcphase = {
  .name = "ht_dcphase",
  .title = "Dominant Cycle Phase",
  .group = "cycle",
  .source = "J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_DCPHASE",
  .inputs = {"real"},
  .outputs = {"ht_dcphase"},
  .units = {"index"},
  .out_min = -45.0,
  .out_max = 315.0,
  .lookback = ht_dcphase_lookback,
  .warmup = ht_dcphase_warmup,
  TIDE__STREAM(ht_dcphase),
};
