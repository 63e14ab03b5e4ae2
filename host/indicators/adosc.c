/* adosc.c -- Chaikin Accumulation/Distribution Oscillator.
 *
 *   adosc = average(ad, fast) - average(ad, slow)
 *   average[0] = ad[0], then average[t-1] + (ad[t] - average[t-1]) * 2 / (n + 1)
 *
 * The averages begin with the first value of ad, not with a mean. A fast period above the
 * slow one gives the same with the other sign.
 */
#include "indicators/distribution.h"
#include "indicators/smoothing.h"
#include "indicators/steps.h"

enum { FAST, SLOW };

static int32_t adosc_longest(const double *p) {
  return (int32_t)(p[FAST] > p[SLOW] ? p[FAST] : p[SLOW]);
}

static int32_t adosc_lookback(const double *p) { return adosc_longest(p) - 1; }

static int32_t adosc_warmup(const double *p) {
  return adosc_lookback(p) + tide__decay_bars(tide__ema_alpha(adosc_longest(p)));
}

/* ad's level cancels, so both averages are kept as their distance from ad. */
struct adosc {
  double fast, slow; /* ad less its average */
  double keep_fast, keep_slow;
  int32_t lookback, seen;
};

static void adosc_begin(struct adosc *s, const double *p) {
  s->keep_fast = 1.0 - tide__ema_alpha(p[FAST]);
  s->keep_slow = 1.0 - tide__ema_alpha(p[SLOW]);
  s->lookback = adosc_lookback(p);
}

static inline void adosc_step(struct adosc *s, const double *x, double *y) {
  const double flow = tide__distribution(x[0], x[1], x[2], x[3]);
  const bool first = s->seen == 0;
  s->fast = first ? 0.0 * flow : (s->fast + flow) * s->keep_fast;
  s->slow = first ? 0.0 * flow : (s->slow + flow) * s->keep_slow;
  y[0] = s->seen < s->lookback ? TIDE__NAN : s->slow - s->fast;
  if (s->seen < s->lookback || first) s->seen++;
}

TIDE__STEPS(adosc, 4, 1)

const tide_indicator tide_ind_adosc = {
  .name = "adosc",
  .title = "Chaikin Accumulation/Distribution Oscillator",
  .group = "volume",
  .source = "M. Chaikin; TA-Lib ADOSC",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"adosc"},
  .units = {"volume"},
  .params = {{.name = "fast", .min = 1, .max = 5000, .def = 3, .step = 1, .integer = true},
             {.name = "slow", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = adosc_lookback,
  .warmup = adosc_warmup,
  TIDE__STREAM(adosc),
};
