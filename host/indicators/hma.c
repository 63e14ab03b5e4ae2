/* hma.c -- Hull Moving Average.
 *
 *   raw = 2 * wma(x, floor(n / 2)) - wma(x, n)
 *   hma = wma(raw, floor(sqrt(n)))
 */
#include "indicators/indicator.h"
#include "indicators/rolling.h"

#include <stdlib.h>

static int32_t last_period(const double *p) { return (int32_t)sqrt(p[0]); }

static int32_t hma_lookback(const double *p) { return (int32_t)p[0] - 1 + last_period(p) - 1; }

static int hma_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[0];
  if (!tide__begin(y, n, hma_lookback(p))) return TIDE_ESHORT;
  double *raw = malloc((size_t)n * sizeof *raw);
  if (!raw) return TIDE_ENOMEM;

  tide__rolling_weighted(n, x, period, raw);
  tide__rolling_weighted(n, x, period / 2, y);
  const int32_t start = period - 1;
  for (int32_t t = start; t < n; t++) raw[t] = 2.0 * y[t] - raw[t];
  tide__rolling_weighted(n - start, raw + start, last_period(p), y + start);
  tide__nan_fill(y, start);
  free(raw);
  return TIDE_OK;
}

const tide_indicator tide_ind_hma = {
  .name = "hma",
  .title = "Hull Moving Average",
  .group = "overlap",
  .source = "A. Hull (2005)",
  .inputs = {"real"},
  .outputs = {"hma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = hma_lookback,
  .warmup = hma_lookback,
  .run = hma_run,
};
