/* ht_trendmode.c -- Trend or Cycle, from the Hilbert transform.
 *
 *   1 (trend) unless one of these says 0 (cycle):
 *     sine and leadsine cross
 *     they crossed less than half a dominant cycle ago
 *     the phase went on by 0.67 to 1.5 times what a bar is in the cycle
 *   1 in any case where smooth is 1.5 % or more away from ht_trendline
 *
 * sine and leadsine are those of ht_sine, smooth is the price averaged over four bars.
 */
#include "indicators/cycle.h"
#include "indicators/steps.h"

static int32_t ht_trendmode_lookback(const double *p) {
  (void)p;
  return TIDE__PHASE_LOOKBACK;
}

static int32_t ht_trendmode_warmup(const double *p) {
  return ht_trendmode_lookback(p) + TIDE__HILBERT_DECAY;
}

struct ht_trendmode {
  tide__phase phase;
  tide__trend trend;
  double before, sine, lead; /* of the bar before */
  int32_t crossed;           /* bars since the lines crossed */
};

static int32_t ht_trendmode_memory(const double *p) {
  (void)p;
  return (int32_t)(sizeof(struct ht_trendmode) + sizeof(tide__trail)) + tide__phase_bytes();
}

static void ht_trendmode_begin(struct ht_trendmode *s, const double *p, void *memory) {
  (void)p;
  tide__trend_begin(&s->trend, tide__phase_begin(&s->phase, memory));
}

/* Whether the lines of this bar crossed those of the one before; keeps them. */
static inline bool ht_trendmode_crosses(struct ht_trendmode *s, double phase) {
  double sine, lead;
  tide__sine_pair(phase, &sine, &lead);
  const bool crosses = (sine > lead && s->sine <= s->lead) || (sine < lead && s->sine >= s->lead);
  s->sine = sine;
  s->lead = lead;
  return crosses;
}

static inline void ht_trendmode_step(struct ht_trendmode *s, const double *x, double *y) {
  const tide__hilbert *h = &s->phase.hilbert;
  const double phase = tide__phase_next(&s->phase, x[0]);
  const bool begun = h->t > h->start;
  const double line = tide__trend_next(&s->trend, x[0], begun ? h->cycle : 0.0);
  y[0] = TIDE__NAN;
  if (phase != phase) return;

  const bool crosses = ht_trendmode_crosses(s, phase);
  s->crossed = crosses ? 1 : s->crossed + 1;
  const double bar = 360.0 / h->cycle;
  const double moved = phase - s->before;
  const bool cycle =
    crosses || s->crossed < 0.5 * h->cycle || (moved > 0.67 * bar && moved < 1.5 * bar);
  const bool away = line != 0.0 && fabs((tide__hilbert_smoothed(h) - line) / line) >= 0.015;
  s->before = phase;
  if (tide__phase_whole(&s->phase)) y[0] = away || !cycle ? 1.0 : 0.0;
}

TIDE__WINDOW_STEPS(ht_trendmode, 1, 1)

const tide_indicator tide_ind_ht_trendmode = {
  .name = "ht_trendmode",
  .title = "Trend or Cycle Mode",
  .group = "cycle",
  .source = "J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_TRENDMODE",
  .inputs = {"real"},
  .outputs = {"ht_trendmode"},
  .units = {"signal"},
  .out_min = 0.0,
  .out_max = 1.0,
  .lookback = ht_trendmode_lookback,
  .warmup = ht_trendmode_warmup,
  TIDE__STREAM(ht_trendmode),
};
