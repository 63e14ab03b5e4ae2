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
#include "indicators/smoothing.h"
#include "indicators/steps.h"

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

struct psar {
  parabola turn;
  double first, maximum;
  double high, low; /* of the bar before */
  int32_t seen;     /* bars, up to 2 */
};

static void psar_begin(struct psar *s, const double *p) {
  s->maximum = p[MAXIMUM];
  s->first = tide__min(p[ACCELERATION], s->maximum);
}

/* At bar 1, with bar 0 before it. */
static inline void psar_open(struct psar *s, double high, double low) {
  const double down = s->low - low;
  const bool is_long = !(down > 0.0 && high - s->high < down);
  s->turn = (parabola){.is_long = is_long,
                       .af = s->first,
                       .sar = is_long ? s->low : -s->high,
                       .ep = is_long ? high : -low};
  s->high = high;
  s->low = low;
}

/* Bars as seen by the side: for a short, prices are negated, so that "near" is
 * the price that can hit the stop and "far" the one that sets the extreme. */
static inline double psar_value(struct psar *s, double near, double near_before, double far,
                                double far_before) {
  parabola *turn = &s->turn;
  if (near <= turn->sar) {
    const double value = tide__max(far, tide__max(far_before, turn->ep));
    turn->is_long = !turn->is_long;
    turn->af = s->first;
    turn->ep = -near;
    turn->sar = -tide__max(far, tide__max(far_before, value + s->first * (near - value)));
    return value;
  }
  const double value = turn->sar;
  if (far > turn->ep) {
    turn->ep = far;
    turn->af = tide__min(s->maximum, turn->af + s->first);
  }
  turn->sar = tide__min(near, tide__min(near_before, value + turn->af * (turn->ep - value)));
  return value;
}

static inline void psar_step(struct psar *s, const double *x, double *y) {
  const double high = x[0];
  const double low = x[1];
  y[0] = TIDE__NAN;
  if (s->seen == 1) psar_open(s, high, low);
  if (s->seen < 2) s->seen++;
  if (s->seen == 2) {
    if (s->turn.is_long)
      y[0] = psar_value(s, low, s->low, high, s->high);
    else
      y[0] = -psar_value(s, -high, -s->high, -low, -s->low);
  }
  s->high = high;
  s->low = low;
}

TIDE__STEPS(psar, 2, 1)

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
  TIDE__STREAM(psar),
};
