/* hurst.c -- Hurst exponent: does a move go on, or turn back?
 *
 *   y        = log(x)
 *   k(q)[t]  = mean((y[i] - y[i-q])^2, i = t-n+1 .. t)      q = 1, 2, 4, 8, 16
 *   hurst[t] = half the slope of the least squares line through log(k(q)) over log(q),
 *              cut to 0 .. 1; 0.5 where y does not move
 *
 * The generalised exponent of order 2: 0.5 for a random walk, above it for a trend, below it
 * for prices that turn back. Where a k(q) is 0 though y moves, y comes back after q bars and
 * hurst is 0. Undefined where the window holds a value <= 0.
 */
#include "indicators/log_steps.h"
#include "indicators/window.h"

enum { LAGS = 5, LONGEST = 16 };

static int32_t hurst_lookback(const double *p) { return (int32_t)p[0] + LONGEST - 1; }

struct hurst {
  tide__window values; /* of y */
  tide__sums squares[LAGS];
};

static int32_t hurst_memory(const double *p) {
  return (int32_t)sizeof(struct hurst) + tide__window_bytes((double)LONGEST) +
         LAGS * tide__window_bytes(p[0]);
}

static void hurst_begin(struct hurst *s, const double *p, void *memory) {
  memory = tide__window_begin(&s->values, (double)LONGEST, memory);
  for (int i = 0; i < LAGS; i++) memory = tide__sums_begin(&s->squares[i], p[0], memory);
}

static void hurst_logs(struct hurst *s, int32_t n, const double *const *in,
                       double (*log)[TIDE__LOG_CHUNK]) {
  (void)s;
  tide__logs(n, in[0], log[0]);
}

static inline double exponent_of(const double *k) {
  static const double spread = 2.0 * 10.0 * 0x1.62e42fefa39efp-1; /* 2 * sum(place^2) * log(2) */
  if (k[0] <= 0.0) return 0.5;
  for (int i = 1; i < LAGS; i++)
    if (k[i] <= 0.0) return 0.0;
  /* The places of the five are -2 to 2, so one logarithm will do. */
  const double far = k[4] / k[0];
  const double h = tide__log(far * far * (k[3] / k[1])) / spread;
  return h < 0.0 ? 0.0 : (h > 1.0 ? 1.0 : h);
}

static inline void hurst_step(struct hurst *s, const double *x, double *y) {
  double k[LAGS];
  for (int i = 0; i < LAGS; i++) {
    const int32_t q = 1 << i;
    const double d = s->values.seen >= q ? x[0] - tide__lag_value(&s->values, q - 1) : TIDE__NAN;
    k[i] = tide__mean_next(&s->squares[i], d * d);
  }
  tide__lag_next(&s->values, x[0]);
  /* The longest lag is the last to be whole, and a sum of what is undefined is it, too. */
  const double whole = (k[0] + k[1]) + (k[2] + k[3]) + k[4];
  y[0] = whole == whole ? exponent_of(k) : TIDE__NAN;
}

TIDE__LOG_STEPS(hurst, 1, 1)

const tide_indicator tide_ind_hurst = {
  .name = "hurst",
  .title = "Hurst Exponent",
  .group = "statistic",
  .source = "H. E. Hurst (1951); T. Di Matteo, Multi-scaling in finance (2007), order 2",
  .inputs = {"real"},
  .outputs = {"hurst"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 10, .max = 5000, .def = 100, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 1.0,
  .lookback = hurst_lookback,
  .warmup = hurst_lookback,
  TIDE__STREAM(hurst),
};
