/* vwap.c -- Volume Weighted Average Price of a window.
 *
 *   tp[t]   = (high[t] + low[t] + close[t]) / 3
 *   vwap[t] = sum(tp * volume) / sum(volume) over t-n+1 .. t
 *
 * A window without any volume gives the typical price tp[t].
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t vwap_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct vwap {
  tide__window price; /* typical prices, then sums of price * volume */
  double *volume;     /* [period], then sums of volume */
  double k, sum, weight;
};

static int32_t vwap_memory(const double *p) {
  return (int32_t)sizeof(struct vwap) + 2 * tide__window_bytes(p[0]);
}

static void vwap_begin(struct vwap *s, const double *p, void *memory) {
  s->volume = tide__window_begin(&s->price, p[0], memory);
}

/* Blocks as in window.h: sums of (tp - k) * volume and of volume. */
static inline void vwap_turn(struct vwap *s, double k) {
  double *price = s->price.kept;
  double sum = 0.0;
  double weight = 0.0;
  for (int32_t i = s->price.period - 1; i > 0; i--) {
    price[i] = sum += (price[i] - k) * s->volume[i];
    s->volume[i] = weight += s->volume[i];
  }
}

static inline void vwap_step(struct vwap *s, const double *x, double *y) {
  tide__window *w = &s->price;
  const double tp = (x[0] + x[1] + x[2]) / 3.0;
  if (w->i == 0) {
    if (w->seen) vwap_turn(s, tp);
    s->k = tp;
    s->sum = s->weight = 0.0;
  }
  const int32_t next = w->i + 1;
  const bool last = next == w->period;
  s->sum += (tp - s->k) * x[3];
  s->weight += x[3];
  const double sum = s->sum + (last ? 0.0 : w->kept[next]);
  const double weight = s->weight + (last ? 0.0 : s->volume[next]);
  s->volume[w->i] = x[3];
  w->kept[w->i] = tp;
  const double mean = s->k + sum / weight;
  const double value = weight == 0.0 ? tp : mean;
  y[0] = tide__window_step(w) ? value : TIDE__NAN;
}

TIDE__WINDOW_STEPS(vwap, 4, 1)

const tide_indicator tide_ind_vwap = {
  .name = "vwap",
  .title = "Volume Weighted Average Price",
  .group = "overlap",
  .source = "typical price weighted by volume over a rolling window",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"vwap"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 24, .step = 1, .integer = true}},
  .lookback = vwap_lookback,
  .warmup = vwap_lookback,
  TIDE__STREAM(vwap),
};
