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
 * TA-Lib's SAR, which is here by that name, too; Tulip's psar begins in another way.
 */
#include "indicators/parabola.h"
#include "indicators/steps.h"

enum { ACCELERATION, MAXIMUM };

static int32_t psar_lookback(const double *p) {
  (void)p;
  return 1;
}

static int32_t psar_warmup(const double *p) {
  return tide__parabola_warmup(p[ACCELERATION], p[MAXIMUM]);
}

struct psar {
  tide__parabola stop;
};

static void psar_begin(struct psar *s, const double *p) {
  tide__parabola_begin(&s->stop, p[ACCELERATION], p[MAXIMUM]);
}

static inline void psar_step(struct psar *s, const double *x, double *y) {
  y[0] = tide__parabola_next(&s->stop, x[0], x[1]);
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
