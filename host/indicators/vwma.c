/* vwma.c -- Volume Weighted Moving Average.
 *
 *   vwma[t] = sum(close * volume) / sum(volume) over t-n+1 .. t
 *
 * A window without any volume gives close[t].
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t vwma_lookback(const double *p) { return (int32_t)p[0] - 1; }

/* Blocks as in window.h: behind the bar, prices and volumes; ahead of it, what the block
 * before adds to sum((close - k) * volume) and sum(volume). */
struct vwma {
  tide__window price;
  double *volume; /* [period] */
  double k, sum, weight;
};

static int32_t vwma_memory(const double *p) {
  return (int32_t)sizeof(struct vwma) + 2 * tide__window_bytes(p[0]);
}

static void vwma_begin(struct vwma *s, const double *p, void *memory) {
  s->volume = tide__window_begin(&s->price, p[0], memory);
}

static inline void vwma_turn(struct vwma *s) {
  double *price = s->price.kept;
  double sum = 0.0;
  double weight = 0.0;
  for (int32_t i = s->price.period - 1; i > 0; i--) {
    price[i] = sum += (price[i] - s->k) * s->volume[i];
    s->volume[i] = weight += s->volume[i];
  }
}

static inline void vwma_step(struct vwma *s, const double *x, double *y) {
  tide__window *w = &s->price;
  const double close = x[0];
  const double volume = x[1];
  if (w->i == 0) {
    s->k = close;
    s->sum = s->weight = 0.0;
    if (w->seen) vwma_turn(s);
  }
  const int32_t next = w->i + 1;
  s->sum += (close - s->k) * volume;
  s->weight += volume;
  const double sum = s->sum + (next < w->period ? w->kept[next] : 0.0);
  const double weight = s->weight + (next < w->period ? s->volume[next] : 0.0);
  w->kept[w->i] = close;
  s->volume[w->i] = volume;
  const double mean = s->k + sum / weight;
  const double value = weight == 0.0 ? close : mean;
  y[0] = tide__window_step(w) ? value : TIDE__NAN;
}

TIDE__WINDOW_STEPS(vwma, 2, 1)

const tide_indicator tide_ind_vwma = {
  .name = "vwma",
  .title = "Volume Weighted Moving Average",
  .group = "overlap",
  .source = "Tulip Indicators vwma",
  .inputs = {"close", "volume"},
  .outputs = {"vwma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = vwma_lookback,
  .warmup = vwma_lookback,
  TIDE__STREAM(vwma),
};
