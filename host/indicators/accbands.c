/* accbands.c -- Acceleration Bands.
 *
 *   width  = 4 * (high - low) / (high + low), 0 where high + low is 0
 *   upper  = sma(high * (1 + width), n)
 *   middle = sma(close, n)
 *   lower  = sma(low * (1 - width), n)
 */
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t accbands_lookback(const double *p) { return (int32_t)p[0] - 1; }

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
  const double sum = high + low;
  const double width = sum != 0.0 ? 4.0 * (high - low) / sum : 0.0;
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
};
