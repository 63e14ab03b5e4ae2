/* macdfix.c -- Moving Average Convergence/Divergence, fixed to 12 and 26 bars.
 *
 *   fast, slow = averages as in macd, of 12 and 26 bars, with the weights of 0.15 and
 *                0.075 for the newest value (macd: 2/13 and 2/27)
 *   macd       = fast - slow
 *   signal     = ema(macd, signal)
 *   histogram  = macd - signal
 */
#include "indicators/macd.h"
#include "indicators/steps.h"

static const double FAST = 12.0, FAST_ALPHA = 0.15;
static const double SLOW = 26.0, SLOW_ALPHA = 0.075;

static int32_t macdfix_lookback(const double *p) { return (int32_t)(SLOW + p[0]) - 2; }

static int32_t macdfix_warmup(const double *p) {
  return macdfix_lookback(p) + tide__decay_bars(SLOW_ALPHA) +
         tide__decay_bars(tide__ema_alpha(p[0]));
}

struct macdfix {
  tide__macd macd;
};

static void macdfix_begin(struct macdfix *s, const double *p) {
  tide__macd_begin(&s->macd, FAST, FAST_ALPHA, SLOW, SLOW_ALPHA, p[0]);
}

static inline void macdfix_step(struct macdfix *s, const double *x, double *y) {
  tide__macd_next(&s->macd, x[0], y);
}

TIDE__STEPS(macdfix, 1, 3)

const tide_indicator tide_ind_macdfix = {
  .name = "macdfix",
  .title = "Moving Average Convergence/Divergence, fixed periods",
  .group = "momentum",
  .source = "G. Appel; TA-Lib MACDFIX",
  .inputs = {"real"},
  .outputs = {"macd", "signal", "histogram"},
  .units = {"distance", "distance", "distance"},
  .params = {{.name = "signal", .min = 1, .max = 5000, .def = 9, .step = 1, .integer = true}},
  .lookback = macdfix_lookback,
  .warmup = macdfix_warmup,
  TIDE__STREAM(macdfix),
};
