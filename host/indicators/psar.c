/* psar.c -- Parabolic Stop and Reverse.
 *
 * Long at first, unless bar 1 moved down further than up (low fell, and by more
 * than high rose). Long: the stop starts at low[0] and the extreme ep at high[1];
 * each bar
 *
 *   low <= sar: turn short; sar = max(ep, high[t-1], high[t]) is this bar's value,
 *               af = acceleration, ep = low
 *   else        sar is this bar's value; a new high raises ep, and af by
 *               acceleration up to maximum
 *   next        sar + af * (ep - sar), not above (short: below) the lows (highs)
 *               of this bar and the one before
 *
 * Short is the mirror image. Bar 1 counts as its own predecessor in these limits.
 */
#include "indicators/extreme.h"
#include "indicators/indicator.h"
#include "indicators/smoothing.h"

enum { ACCELERATION, MAXIMUM };

static int32_t psar_lookback(const double *p) {
  (void)p;
  return 1;
}

/* The stop closes at least `acceleration` of the way to the extreme each bar. */
static int32_t psar_warmup(const double *p) { return 1 + tide__decay_bars(p[ACCELERATION]); }

typedef struct {
  double sar, ep, af;
  bool is_long;
} parabola;

static bool starts_short(const double *high, const double *low) {
  const double down = low[0] - low[1];
  return down > 0.0 && high[1] - high[0] < down;
}

/* Bars as seen by the side: for a short, prices are negated, so that "near" is
 * the price that can hit the stop and "far" the one that sets the extreme. */
static double psar_step(parabola *s, double near, double near_before, double far, double far_before,
                        double first, double maximum) {
  if (near <= s->sar) {
    const double value = tide__max(far, tide__max(far_before, s->ep));
    s->is_long = !s->is_long;
    s->af = first;
    s->ep = near;
    s->sar = tide__max(far, tide__max(far_before, value + first * (near - value)));
    return value;
  }
  const double value = s->sar;
  if (far > s->ep) {
    s->ep = far;
    s->af = tide__min(maximum, s->af + first);
  }
  s->sar = tide__min(near, tide__min(near_before, value + s->af * (s->ep - value)));
  return value;
}

static int psar_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *high = in[0];
  const double *low = in[1];
  double *y = out[0];
  if (!tide__begin(y, n, 1)) return TIDE_ESHORT;

  const double maximum = p[MAXIMUM];
  const double first = tide__min(p[ACCELERATION], maximum);
  parabola s = {.is_long = !starts_short(high, low), .af = first};
  s.sar = s.is_long ? low[0] : -high[0];
  s.ep = s.is_long ? high[1] : -low[1];
  for (int32_t t = 1; t < n; t++) {
    const int32_t before = t > 1 ? t - 1 : 1;
    const bool was_long = s.is_long;
    if (was_long)
      y[t] = psar_step(&s, low[t], low[before], high[t], high[before], first, maximum);
    else
      y[t] = -psar_step(&s, -high[t], -high[before], -low[t], -low[before], first, maximum);
    if (was_long != s.is_long) {
      s.sar = -s.sar;
      s.ep = -s.ep;
    }
  }
  return TIDE_OK;
}

const tide_indicator tide_ind_psar = {
  .name = "psar",
  .title = "Parabolic SAR",
  .group = "overlap",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib SAR",
  .inputs = {"high", "low"},
  .outputs = {"psar"},
  .units = {"price"},
  .params = {{.name = "acceleration", .min = 0.0001, .max = 1, .def = 0.02, .step = 0.005},
             {.name = "maximum", .min = 0.0001, .max = 1, .def = 0.2, .step = 0.05}},
  .lookback = psar_lookback,
  .warmup = psar_warmup,
  .run = psar_run,
};
