/* stochf.c -- Fast Stochastic Oscillator.
 *
 *   fastk[t] = 100 * (close[t] - ll) / (hh - ll)
 *   fastd    = sma(fastk, fastd)
 *
 * hh and ll are the highest high and the lowest low of the last `fastk` bars; a
 * window without any range is 0.
 */
#include "indicators/steps.h"
#include "indicators/stochastic.h"

enum { FASTK, FASTD };

static int32_t stochf_lookback(const double *p) {
  return (int32_t)p[FASTK] - 1 + (int32_t)p[FASTD] - 1;
}

static int stochf_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  tide__stochastics(n, in[0], in[1], in[2], (int32_t)p[FASTK], 0.0, out[0]);
  tide__percent_means(n, out[0], (int32_t)p[FASTD], out[1]);
  tide__shown_together(n, out[1], out[0]);
  return n > stochf_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct stochf {
  tide__stochastic fastk;
  tide__sums fastd;
};

static int32_t stochf_memory(const double *p) {
  return (int32_t)sizeof(struct stochf) + tide__stochastic_bytes(p[FASTK]) +
         tide__window_bytes(p[FASTD]);
}

static void stochf_begin(struct stochf *s, const double *p, void *memory) {
  memory = tide__stochastic_begin(&s->fastk, p[FASTK], 0.0, memory);
  tide__sums_begin(&s->fastd, p[FASTD], memory);
}

static inline void stochf_step(struct stochf *s, const double *x, double *y) {
  const double fastk = tide__stochastic_next(&s->fastk, x[0], x[1], x[2]);
  y[1] = tide__percent_mean_next(&s->fastd, fastk);
  y[0] = y[1] == y[1] ? fastk : TIDE__NAN;
}

TIDE__WINDOW_STEPS(stochf, 3, 2)

const tide_indicator tide_ind_stochf = {
  .name = "stochf",
  .title = "Fast Stochastic Oscillator",
  .group = "momentum",
  .source = "G. Lane; TA-Lib STOCHF with simple averages",
  .inputs = {"high", "low", "close"},
  .outputs = {"fastk", "fastd"},
  .units = {"percent", "percent"},
  .params = {{.name = "fastk", .min = 1, .max = 5000, .def = 5, .step = 1, .integer = true},
             {.name = "fastd", .min = 1, .max = 5000, .def = 3, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = stochf_lookback,
  .warmup = stochf_lookback,
  TIDE__STREAM(stochf),
  .run = stochf_run,
};
