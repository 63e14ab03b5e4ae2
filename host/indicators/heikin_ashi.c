/* heikin_ashi.c -- candles averaged with the one before.
 *
 *   close[t] = (o[t] + h[t] + l[t] + c[t]) / 4
 *   open[0]  = (o[0] + c[0]) / 2
 *   open[t]  = (open[t-1] + close[t-1]) / 2
 *   high[t]  = max(h[t], open[t], close[t])
 *   low[t]   = min(l[t], open[t], close[t])
 *
 * o, h, l and c are the prices of the candle.
 */
#include "indicators/average.h"
#include "indicators/rolling.h"
#include "indicators/steps.h"

static int32_t heikin_ashi_lookback(const double *p) {
  (void)p;
  return 0;
}

static int32_t heikin_ashi_warmup(const double *p) {
  (void)p;
  return tide__decay_bars(0.5);
}

struct heikin_ashi {
  double open, close;
  bool begun;
};

static void heikin_ashi_begin(struct heikin_ashi *s, const double *p) {
  (void)s;
  (void)p;
}

static inline void heikin_ashi_step(struct heikin_ashi *s, const double *x, double *y) {
  const double open = s->begun ? (s->open + s->close) * 0.5 : (x[0] + x[3]) * 0.5;
  const double close = (x[0] + x[1] + x[2] + x[3]) * 0.25;
  s->begun = true;
  y[0] = s->open = open;
  y[1] = tide__max(tide__max(open, close), x[1]); /* a NaN high or low stays */
  y[2] = tide__min(tide__min(open, close), x[2]);
  y[3] = s->close = close;
}

TIDE__STEPS(heikin_ashi, 4, 4)

const tide_indicator tide_ind_heikin_ashi = {
  .name = "heikin_ashi",
  .title = "Heikin-Ashi Candles",
  .group = "price",
  .source = "M. Optima; D. Valcu, Technical Analysis of Stocks & Commodities (2004)",
  .inputs = {"open", "high", "low", "close"},
  .outputs = {"open", "high", "low", "close"},
  .units = {"price", "price", "price", "price"},
  .lookback = heikin_ashi_lookback,
  .warmup = heikin_ashi_warmup,
  TIDE__STREAM(heikin_ashi),
};
