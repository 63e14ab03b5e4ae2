/* accbands.c -- Acceleration Bands.
 *
 *   width  = 4 * (high - low) / (high + low), 0 where high + low is 0
 *   upper  = sma(high * (1 + width), n)
 *   middle = sma(close, n)
 *   lower  = sma(low * (1 - width), n)
 */
#include "indicators/steps.h"
#include "indicators/window.h"

#include <stdlib.h>

static int32_t accbands_lookback(const double *p) { return (int32_t)p[0] - 1; }

/* How far the bands of a bar lie from its prices, as a share of them. */
static inline double accbands_width(double high, double low) {
  const double sum = high + low;
  const double width = 4.0 * (high - low) / sum;
  return sum != 0.0 ? width : 0.0;
}

static int accbands_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t period = (int32_t)p[0];
  bool enough = false;
  for (int i = 0; i < 3; i++) enough = tide__begin(out[i], n, period - 1);
  if (!enough) return TIDE_ESHORT;

  double *band = malloc((size_t)n * sizeof *band);
  if (!band) return TIDE_ENOMEM;
  const double *high = in[0];
  const double *low = in[1];
  for (int32_t t = 0; t < n; t++) band[t] = low[t] * (1.0 - accbands_width(high[t], low[t]));
  tide__rolling_mean(n, band, period, out[0]);
  for (int32_t t = 0; t < n; t++) band[t] = high[t] * (1.0 + accbands_width(high[t], low[t]));
  tide__rolling_mean(n, band, period, out[2]);
  tide__rolling_mean(n, in[2], period, out[1]);
  free(band);
  return TIDE_OK;
}

struct accbands {
  tide__sums lower, middle, upper;
};

static int32_t accbands_memory(const double *p) {
  return (int32_t)sizeof(struct accbands) + 3 * tide__window_bytes(p[0]);
}

static void accbands_begin(struct accbands *s, const double *p, void *memory) {
  memory = tide__sums_begin(&s->lower, p[0], memory);
  memory = tide__sums_begin(&s->middle, p[0], memory);
  tide__sums_begin(&s->upper, p[0], memory);
}

static inline void accbands_step(struct accbands *s, const double *x, double *y) {
  const double high = x[0];
  const double low = x[1];
  const double width = accbands_width(high, low);
  y[0] = tide__mean_next(&s->lower, low * (1.0 - width));
  y[1] = tide__mean_next(&s->middle, x[2]);
  y[2] = tide__mean_next(&s->upper, high * (1.0 + width));
}

TIDE__WINDOW_STEPS(accbands, 3, 3)

const tide_indicator tide_ind_accbands = {
  .name = "accbands",
  .title = "Acceleration Bands",
  .group = "overlap",
  .source = "P. Headley, Big Trends in Trading (2002); TA-Lib ACCBANDS",
  .inputs = {"high", "low", "close"},
  .outputs = {"lower", "middle", "upper"},
  .units = {"price", "price", "price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = accbands_lookback,
  .warmup = accbands_lookback,
  TIDE__STREAM(accbands),
  .run = accbands_run,
};
