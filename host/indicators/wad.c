/* wad.c -- Williams Accumulation/Distribution.
 *
 *   move[t] = close[t] - min(close[t-1], low[t])    when close[t] > close[t-1]
 *   move[t] = close[t] - max(close[t-1], high[t])   when close[t] < close[t-1]
 *   move[t] = 0                                     otherwise
 *   wad[t]  = wad[t-1] + move[t], from 0
 *
 * Its level depends on the first bar for ever; only its changes mean something.
 */
#include "indicators/rolling.h"
#include "indicators/smoothing.h"
#include "indicators/steps.h"

static int32_t wad_lookback(const double *p) {
  (void)p;
  return 1;
}

struct wad {
  double y, before; /* the close of the bar before */
  bool begun;
};

static void wad_begin(struct wad *s, const double *p) {
  (void)p;
  s->y = 0.0;
}

static inline double wad_move(double before, double high, double low, double close) {
  const double up = close - tide__min(before, low);
  const double down = close - tide__max(before, high);
  if (close != close) return close;
  return tide__where_above(close, before, up) + tide__where_above(before, close, down);
}

static inline void wad_step(struct wad *s, const double *x, double *y) {
  const double close = x[2];
  y[0] = TIDE__NAN;
  if (s->begun) y[0] = s->y += wad_move(s->before, x[0], x[1], close);
  s->begun = true;
  s->before = close;
}

TIDE__STEPS(wad, 3, 1)

const tide_indicator tide_ind_wad = {
  .name = "wad",
  .title = "Williams Accumulation/Distribution",
  .group = "volume",
  .source = "L. Williams (1972); Tulip Indicators wad",
  .inputs = {"high", "low", "close"},
  .outputs = {"wad"},
  .units = {"index"},
  .lookback = wad_lookback,
  .warmup = wad_lookback,
  TIDE__STREAM(wad),
};
