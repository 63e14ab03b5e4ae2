/* bbands.c -- Bollinger Bands.
 *
 *   middle = sma(x, n)
 *   upper  = middle + deviations * stddev(x, n)      population deviation
 *   lower  = middle - deviations * stddev(x, n)
 */
#include "core/cpu.h"
#include "indicators/rolling.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t bbands_lookback(const double *p) { return (int32_t)p[0] - 1; }

TIDE__CLONES static int bbands_run(int32_t n, const double *const *in, const double *p,
                                   double *const *out) {
  const double *x = in[0];
  const int32_t period = (int32_t)p[0];
  bool enough = false;
  for (int i = 0; i < 3; i++) enough = tide__begin(out[i], n, period - 1);
  if (!enough) return TIDE_ESHORT;

  const double deviations = p[1];
  const double share = 1.0 / p[0];
  double s[TIDE__STRETCH_MAX];
  double q[TIDE__STRETCH_MAX];
  for (int32_t b = 0, len = 0; b < n; b += len) {
    len = tide__stretch_len(period, b, n);
    const double k[2] = {x[b], x[len > period ? b + period : b]};
    tide__stretch_moments(x + b, period, b, len, s, q);
    for (int32_t i = tide__block_first(period, b); i < len; i++) {
      const double middle = (i < period ? k[0] : k[1]) + s[i] * share;
      const double width = deviations * sqrt(tide__variance(s[i], q[i], share));
      out[0][b + i] = middle - width;
      out[1][b + i] = middle;
      out[2][b + i] = middle + width;
    }
  }
  return TIDE_OK;
}

struct bbands {
  tide__moments moments;
  double share, deviations;
};

static int32_t bbands_memory(const double *p) {
  return (int32_t)sizeof(struct bbands) + tide__moments_bytes(p[0]);
}

static void bbands_begin(struct bbands *s, const double *p, void *memory) {
  tide__moments_begin(&s->moments, p[0], memory);
  s->share = 1.0 / p[0];
  s->deviations = p[1];
}

static inline void bbands_step(struct bbands *s, const double *x, double *y) {
  double sum, square;
  y[0] = y[1] = y[2] = TIDE__NAN;
  if (!tide__moments_next(&s->moments, x[0], &sum, &square)) return;
  const double width = s->deviations * sqrt(tide__variance(sum, square, s->share));
  y[1] = s->moments.k + sum * s->share;
  y[0] = y[1] - width;
  y[2] = y[1] + width;
}

TIDE__WINDOW_STEPS(bbands, 1, 3)

const tide_indicator tide_ind_bbands = {
  .name = "bbands",
  .title = "Bollinger Bands",
  .group = "overlap",
  .source = "J. Bollinger; TA-Lib BBANDS with a simple average",
  .inputs = {"real"},
  .outputs = {"lower", "middle", "upper"},
  .units = {"price", "price", "price"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true},
             {.name = "deviations", .min = 0, .max = 100, .def = 2, .step = 0.1}},
  .lookback = bbands_lookback,
  .warmup = bbands_lookback,
  TIDE__STREAM(bbands),
  .run = bbands_run,
};
