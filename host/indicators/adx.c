/* adx.c -- Average Directional Index.
 *
 *   up, down, and the smoothed sums s_plus, s_minus as in plus_di, minus_di
 *   dx[t]       = 100 * |s_plus - s_minus| / (s_plus + s_minus), from t = n
 *   adx[2n - 1] = mean(dx[n .. 2n-1])
 *   adx[t]      = adx[t-1] + (dx[t] - adx[t-1]) / n
 *
 * A bar whose sums are both 0 has no dx: it counts as 0 in the first mean and
 * leaves adx as it is later.
 */
#include "indicators/directional.h"
#include "indicators/steps.h"

static int32_t adx_lookback(const double *p) { return 2 * (int32_t)p[0] - 1; }

static int32_t adx_warmup(const double *p) {
  return adx_lookback(p) + 2 * tide__decay_bars(1.0 / p[0]);
}

struct adx {
  tide__directional d;
  double adx, alpha;
  int32_t period, seen; /* seen: dx of the first mean */
};

static void adx_begin(struct adx *s, const double *p) {
  tide__directional_begin(&s->d, p[0]);
  s->alpha = 1.0 / p[0];
  s->period = (int32_t)p[0];
}

static inline void adx_step(struct adx *s, const double *x, double *y) {
  y[0] = TIDE__NAN;
  if (!tide__directional_next(&s->d, x[0], x[1], x[2])) return;
  if (s->seen == s->period) {
    y[0] = s->adx += (tide__directional_dx(&s->d, s->adx) - s->adx) * s->alpha;
    return;
  }
  s->adx += tide__directional_dx(&s->d, 0.0);
  if (++s->seen == s->period) y[0] = s->adx /= (double)s->period;
}

TIDE__STEPS(adx, 3, 1)

const tide_indicator tide_ind_adx = {
  .name = "adx",
  .title = "Average Directional Index",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ADX",
  .inputs = {"high", "low", "close"},
  .outputs = {"adx"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 2500, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = adx_lookback,
  .warmup = adx_warmup,
  TIDE__STREAM(adx),
};
