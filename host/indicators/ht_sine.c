/* ht_sine.c -- Sine Wave Indicator, from the Hilbert transform.
 *
 *   sine     = sin(ht_dcphase)
 *   leadsine = sin(ht_dcphase + 45)
 *
 * In a cycle the lead crosses before the turn; in a trend the two run side by side.
 */
#include "indicators/cycle.h"
#include "indicators/steps.h"

static int32_t ht_sine_lookback(const double *p) {
  (void)p;
  return TIDE__PHASE_LOOKBACK;
}

static int32_t ht_sine_warmup(const double *p) { return ht_sine_lookback(p) + TIDE__HILBERT_DECAY; }

struct ht_sine {
  tide__phase phase;
};

static int32_t ht_sine_memory(const double *p) {
  (void)p;
  return (int32_t)sizeof(struct ht_sine) + tide__phase_bytes();
}

static void ht_sine_begin(struct ht_sine *s, const double *p, void *memory) {
  (void)p;
  tide__phase_begin(&s->phase, memory);
}

static inline void ht_sine_step(struct ht_sine *s, const double *x, double *y) {
  const double phase = tide__phase_next(&s->phase, x[0]);
  y[0] = y[1] = TIDE__NAN;
  if (tide__phase_whole(&s->phase)) tide__sine_pair(phase, &y[0], &y[1]);
}

TIDE__WINDOW_STEPS(ht_sine, 1, 2)

const tide_indicator tide_ind_ht_sine = {
  .name = "ht_sine",
  .title = "Sine Wave Indicator",
  .group = "cycle",
  .source = "J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_SINE",
  .inputs = {"real"},
  .outputs = {"sine", "leadsine"},
  .units = {"ratio", "ratio"},
  .out_min = -1.0,
  .out_max = 1.0,
  .lookback = ht_sine_lookback,
  .warmup = ht_sine_warmup,
  TIDE__STREAM(ht_sine),
};
