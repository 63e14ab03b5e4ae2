/* ht_phasor.c -- Phasor Components, from the Hilbert transform.
 *
 *   quadrature = H(H(smooth))             the detrended price, a quarter cycle later
 *   inphase    = H(smooth)[t-3]           the detrended price, delayed as much
 *
 * H is the Hilbert transform of ht_dcperiod, smooth the price averaged over four bars.
 */
#include "indicators/hilbert.h"
#include "indicators/steps.h"

static int32_t ht_phasor_lookback(const double *p) {
  (void)p;
  return TIDE__HILBERT_LOOKBACK;
}

static int32_t ht_phasor_warmup(const double *p) {
  return ht_phasor_lookback(p) + TIDE__HILBERT_DECAY;
}

struct ht_phasor {
  tide__hilbert hilbert;
};

static void ht_phasor_begin(struct ht_phasor *s, const double *p) {
  (void)p;
  tide__hilbert_begin(&s->hilbert, TIDE__HILBERT_SHORT);
}

static inline void ht_phasor_step(struct ht_phasor *s, const double *x, double *y) {
  tide__hilbert_next(&s->hilbert, x[0]);
  const bool whole = tide__hilbert_whole(&s->hilbert);
  y[0] = whole ? s->hilbert.i1 : TIDE__NAN;
  y[1] = whole ? s->hilbert.q1 : TIDE__NAN;
}

TIDE__STEPS(ht_phasor, 1, 2)

const tide_indicator tide_ind_ht_phasor = {
  .name = "ht_phasor",
  .title = "Phasor Components",
  .group = "cycle",
  .source = "J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_PHASOR",
  .inputs = {"real"},
  .outputs = {"inphase", "quadrature"},
  .units = {"distance", "distance"},
  .lookback = ht_phasor_lookback,
  .warmup = ht_phasor_warmup,
  TIDE__STREAM(ht_phasor),
};
