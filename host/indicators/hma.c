/* hma.c -- Hull Moving Average.
 *
 *   raw = 2 * wma(x, floor(n / 2)) - wma(x, n)
 *   hma = wma(raw, floor(sqrt(n)))
 */
#include "indicators/indicator.h"
#include "indicators/rolling.h"

#include <string.h>

enum { SMOOTH_MAX = 71 }; /* > sqrt(TIDE__PERIOD_MAX) */

static int32_t last_period(const double *p) { return (int32_t)sqrt(p[0]); }

static int32_t hma_lookback(const double *p) { return (int32_t)p[0] - 1 + last_period(p) - 1; }

/* y: 2 * wma(x, period / 2) - wma(x, period), defined from period - 1. */
static void hma_raw(int32_t n, const double *x, int32_t period, double *y) {
  const double divisor = 0.5 * (double)period * (double)(period + 1);
  double w[TIDE__PERIOD_MAX];
  tide__rolling_weighted(n, x, period / 2, y);
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    const double k = x[b];
    tide__block_weighted(x + b, period, b, len, 0.0, 1.0, w);
    for (int32_t i = tide__block_first(period, b); i < len; i++)
      y[b + i] = 2.0 * y[b + i] - (k + w[i] / divisor);
  }
}

/* y: its own weighted average, through a copy of a stretch and what lies before. */
static void hma_smooth(int32_t n, double *y, int32_t period) {
  const double divisor = 0.5 * (double)period * (double)(period + 1);
  double copy[SMOOTH_MAX + TIDE__CHUNK];
  double w[TIDE__CHUNK];
  const int32_t before = period - 1;
  memcpy(copy, y, (size_t)(n < before ? n : before) * sizeof *copy);
  for (int32_t t = before; t < n; t += TIDE__CHUNK) {
    const int32_t len = n - t < TIDE__CHUNK ? n - t : TIDE__CHUNK;
    memcpy(copy + before, y + t, (size_t)len * sizeof *copy);
    tide__short_sums(copy, period, len, 0.0, 1.0, w);
    for (int32_t i = 0; i < len; i++) y[t + i] = copy[i] + w[i] / divisor;
    memmove(copy, copy + len, (size_t)before * sizeof *copy);
  }
}

static int hma_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *y = out[0];
  const int32_t start = (int32_t)p[0] - 1;
  const int32_t lookback = hma_lookback(p);
  if (!tide__begin(y, n, lookback)) return TIDE_ESHORT;
  hma_raw(n, in[0], (int32_t)p[0], y);
  hma_smooth(n - start, y + start, last_period(p));
  tide__nan_fill(y, lookback);
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
