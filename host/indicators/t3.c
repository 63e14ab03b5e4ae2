/* t3.c -- Tillson's T3 Moving Average.
 *
 *   e1 = ema(x, n), e2 = ema(e1, n) ... e6 = ema(e5, n)
 *   t3 = -v^3 * e6 + 3 (v^2 + v^3) * e5 - 3 (2 v^2 + v + v^3) * e4 + (1 + v)^3 * e3
 *
 * v is the volume factor: 0 makes it a triple smoothed average, 1 takes most of the
 * lag out and overshoots.
 */
#include "indicators/t3.h"
#include "indicators/steps.h"

static int32_t t3_lookback(const double *p) { return 6 * ((int32_t)p[0] - 1); }

static int32_t t3_warmup(const double *p) {
  return t3_lookback(p) + 6 * tide__decay_bars(tide__ema_alpha(p[0]));
}

struct t3 {
  tide__t3 average;
};

static void t3_begin(struct t3 *s, const double *p) { tide__t3_begin(&s->average, p[0], p[1]); }

static inline void t3_step(struct t3 *s, const double *x, double *y) {
  y[0] = tide__t3_next(&s->average, x[0]);
}

static int32_t t3_memory(const double *p) {
  (void)p;
  return (int32_t)sizeof(struct t3);
}

static void t3_start(void *state, const double *p) { t3_begin(state, p); }

/* Once all averages have begun, six multiplications in a row are all that is left. */
static void t3_feed(void *state, int32_t n, const double *const *in, double *const *out) {
  struct t3 s = *(struct t3 *)state;
  tide__average *e = s.average.e;
  int32_t t = 0;
  for (; t < n && e[5].seen < e[5].period; t++) t3_step(&s, in[0] + t, out[0] + t);
  double y[6];
  for (int i = 0; i < 6; i++) y[i] = e[i].y;
  for (; t < n; t++) {
    double x = in[0][t];
    for (int i = 0; i < 6; i++) x = y[i] += (x - y[i]) * e[0].alpha;
    out[0][t] = tide__t3_mix(&s.average, y);
  }
  for (int i = 0; i < 6; i++) e[i].y = y[i];
  *(struct t3 *)state = s;
}

const tide_indicator tide_ind_t3 = {
  .name = "t3",
  .title = "Tillson's T3 Moving Average",
  .group = "overlap",
  .source = "T. Tillson, Smoothing Techniques for More Accurate Signals (1998); TA-Lib T3",
  .inputs = {"real"},
  .outputs = {"t3"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 800, .def = 5, .step = 1, .integer = true},
             {.name = "vfactor", .min = 0, .max = 1, .def = 0.7, .step = 0.1}},
  .lookback = t3_lookback,
  .warmup = t3_warmup,
  TIDE__STREAM(t3),
};
