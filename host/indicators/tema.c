/* tema.c -- Triple Exponential Moving Average.
 *
 *   e1   = ema(x, n)
 *   e2   = ema(e1, n)
 *   e3   = ema(e2, n)
 *   tema = 3 * e1 - 3 * e2 + e3
 */
#include "indicators/indicator.h"
#include "indicators/smoothing.h"

static int32_t tema_lookback(const double *p) { return 3 * ((int32_t)p[0] - 1); }

static int32_t tema_warmup(const double *p) {
  return tema_lookback(p) + 3 * tide__decay_bars(tide__ema_alpha(p[0]));
}

typedef struct {
  double e1, e2, e3;
} triple;

/* The three averages at bar 3 (period - 1), where the last one begins. */
static triple tema_seed(const double *x, int32_t period, double alpha) {
  triple s = {.e1 = tide__mean(x, period)};
  double first = s.e1;
  double sum = 0.0;
  int32_t t = period;
  for (; t <= 2 * (period - 1); t++) {
    s.e1 += (x[t] - s.e1) * alpha;
    sum += s.e1 - first;
  }
  s.e2 = first = first + sum / (double)period;
  sum = 0.0;
  for (; t <= 3 * (period - 1); t++) {
    s.e1 += (x[t] - s.e1) * alpha;
    s.e2 += (s.e1 - s.e2) * alpha;
    sum += s.e2 - first;
  }
  s.e3 = first + sum / (double)period;
  return s;
}

static int tema_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t lookback = tema_lookback(p);
  if (!tide__begin(y, n, lookback)) return TIDE_ESHORT;

  const double alpha = tide__ema_alpha(p[0]);
  triple s = tema_seed(x, (int32_t)p[0], alpha);
  for (int32_t t = lookback;;) {
    y[t] = 3.0 * s.e1 - 3.0 * s.e2 + s.e3;
    if (++t == n) return TIDE_OK;
    s.e1 += (x[t] - s.e1) * alpha;
    s.e2 += (s.e1 - s.e2) * alpha;
    s.e3 += (s.e2 - s.e3) * alpha;
  }
}

const tide_indicator tide_ind_tema = {
  .name = "tema",
  .title = "Triple Exponential Moving Average",
  .group = "overlap",
  .source = "P. Mulloy (1994); TA-Lib TEMA",
  .inputs = {"real"},
  .outputs = {"tema"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 1500, .def = 20, .step = 1, .integer = true}},
  .lookback = tema_lookback,
  .warmup = tema_warmup,
  .run = tema_run,
};
