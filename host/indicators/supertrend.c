/* supertrend.c -- a trailing band that changes sides when the close crosses it.
 *
 *   mid       = (high + low) / 2
 *   upper[t]  = mid + multiplier * atr, but no higher than upper[t-1] unless
 *               close[t-1] was above that
 *   lower[t]  = mid - multiplier * atr, but no lower than lower[t-1] unless
 *               close[t-1] was below that
 *   direction = 1 until the close falls below lower, then -1 until it rises above
 *               upper
 *   supertrend = lower when direction is 1, else upper
 *
 * The first bar has direction 1, unless its close is below mid.
 */
#include "indicators/extreme.h"
#include "indicators/steps.h"
#include "indicators/wilder.h"

static int32_t supertrend_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t supertrend_warmup(const double *p) {
  return supertrend_lookback(p) + tide__decay_bars(1.0 / p[0]);
}

struct supertrend {
  tide__atr atr;
  double multiplier;
  double upper, lower, direction;
  double before; /* close */
  int32_t wait;  /* bars until the first band */
};

static void supertrend_begin(struct supertrend *s, const double *p) {
  tide__atr_begin(&s->atr, p[0]);
  s->multiplier = p[1];
  s->upper = TIDE__INF;
  s->lower = -TIDE__INF;
  s->wait = supertrend_lookback(p);
}

static inline void supertrend_step(struct supertrend *s, const double *x, double *y) {
  const double close = x[2];
  const double mid = 0.5 * (x[0] + x[1]);
  const double width = s->multiplier * tide__atr_next(&s->atr, x[0], x[1], close);
  const double up = mid + width;
  const double down = mid - width;
  const double before = s->before;
  s->before = close;
  y[0] = y[1] = TIDE__NAN;
  if (s->wait > 0) {
    s->wait--;
    return;
  }
  if (s->wait == 0) {
    s->wait = -1;
    s->upper = up;
    s->lower = down;
    s->direction = close < mid ? -1.0 : 1.0;
  } else {
    s->upper = before > s->upper ? up : tide__min(up, s->upper);
    s->lower = before < s->lower ? down : tide__max(down, s->lower);
    if (s->direction > 0.0)
      s->direction = close < s->lower ? -1.0 : 1.0;
    else
      s->direction = close > s->upper ? 1.0 : -1.0;
  }
  y[0] = s->direction > 0.0 ? s->lower : s->upper;
  y[1] = s->direction;
}

TIDE__STEPS(supertrend, 3, 2)

const tide_indicator tide_ind_supertrend = {
  .name = "supertrend",
  .title = "SuperTrend",
  .group = "overlap",
  .source = "O. Seban",
  .inputs = {"high", "low", "close"},
  .outputs = {"supertrend", "direction"},
  .units = {"price", "signal"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true},
             {.name = "multiplier", .min = 0, .max = 100, .def = 3, .step = 0.1}},
  .lookback = supertrend_lookback,
  .warmup = supertrend_warmup,
  TIDE__STREAM(supertrend),
};
