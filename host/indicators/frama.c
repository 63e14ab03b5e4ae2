/* frama.c -- Fractal Adaptive Moving Average.
 *
 *   h         = n / 2, a whole division
 *   n1, n2    = (highest high - lowest low) / h of the last h bars, and of the h before
 *   n3        = (highest high - lowest low) / 2h of both
 *   dimension = log2((n1 + n2) / n3), that of the bar before where a part has no range
 *   alpha     = exp(-4.6 * (dimension - 1)), within 0.01 and 1
 *   price     = (high + low) / 2
 *   frama     = price at bar 2h-1, then frama[t-1] + (price[t] - frama[t-1]) * alpha
 *
 * Before a part has had a range alpha is 1.
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t frama_half(const double *p) { return (int32_t)p[0] / 2; }

static int32_t frama_lookback(const double *p) { return 2 * frama_half(p) - 1; }

static int32_t frama_warmup(const double *p) { return frama_lookback(p) + tide__decay_bars(0.01); }

struct frama {
  tide__extreme highest, lowest; /* of half a window */
  tide__window old_high, old_low;
  double alpha, y;
  bool begun;
};

static int32_t frama_memory(const double *p) {
  return (int32_t)sizeof(struct frama) + 4 * tide__window_bytes(frama_half(p));
}

static void frama_begin(struct frama *s, const double *p, void *memory) {
  const double half = frama_half(p);
  memory = tide__extreme_begin(&s->highest, half, memory);
  memory = tide__extreme_begin(&s->lowest, half, memory);
  memory = tide__window_begin(&s->old_high, half, memory);
  tide__window_begin(&s->old_low, half, memory);
  s->alpha = 1.0;
}

static inline void frama_step(struct frama *s, const double *x, double *y) {
  const double price = 0.5 * (x[0] + x[1]);
  const double high = tide__highest_next(&s->highest, x[0]);
  const double low = tide__lowest_next(&s->lowest, x[1]);
  const double old_high = tide__lag_next(&s->old_high, high);
  const double old_low = tide__lag_next(&s->old_low, low);
  y[0] = TIDE__NAN;
  if (!s->begun) {
    s->y = price;
    s->begun = old_high == old_high;
    if (s->begun) y[0] = price;
    return;
  }
  const double range = high - low;
  const double old_range = old_high - old_low;
  const double both = tide__max(high, old_high) - tide__min(low, old_low);
  if (range > 0.0 && old_range > 0.0) {
    const double dimension = log2(2.0 * (range + old_range) / both);
    s->alpha = tide__max(0.01, tide__min(1.0, exp(-4.6 * (dimension - 1.0))));
  }
  y[0] = s->y += (price - s->y) * s->alpha;
}

TIDE__WINDOW_STEPS(frama, 2, 1)

const tide_indicator tide_ind_frama = {
  .name = "frama",
  .title = "Fractal Adaptive Moving Average",
  .group = "overlap",
  .source = "J. Ehlers, Fractal Adaptive Moving Averages (2005)",
  .inputs = {"high", "low"},
  .outputs = {"frama"},
  .units = {"price"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 16, .step = 2, .integer = true}},
  .lookback = frama_lookback,
  .warmup = frama_warmup,
  TIDE__STREAM(frama),
};
