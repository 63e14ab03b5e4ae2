/* stoch.c -- Stochastic Oscillator.
 *
 *   fastk[t] = 100 * (close[t] - ll) / (hh - ll)
 *   slowk    = sma(fastk, slowk)
 *   slowd    = sma(slowk, slowd)
 *
 * hh and ll are the highest high and the lowest low of the last `fastk` bars; a
 * window without any range is 0.
 */
#include "indicators/steps.h"
#include "indicators/stochastic.h"

enum { FASTK, SLOWK, SLOWD };

static int32_t stoch_lookback(const double *p) {
  return (int32_t)p[FASTK] - 1 + (int32_t)p[SLOWK] - 1 + (int32_t)p[SLOWD] - 1;
}

static int stoch_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *slowk = out[0];
  double *slowd = out[1]; /* holds fastk until slowk is done */
  tide__stochastics(n, in[0], in[1], in[2], (int32_t)p[FASTK], 0.0, slowd);
  tide__percent_means(n, slowd, (int32_t)p[SLOWK], slowk);
  tide__percent_means(n, slowk, (int32_t)p[SLOWD], slowd);
  tide__shown_together(n, slowd, slowk);
  return n > stoch_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct stoch {
  tide__stochastic fastk;
  tide__sums slowk, slowd;
};

static int32_t stoch_memory(const double *p) {
  return (int32_t)sizeof(struct stoch) + tide__stochastic_bytes(p[FASTK]) +
         tide__window_bytes(p[SLOWK]) + tide__window_bytes(p[SLOWD]);
}

static void stoch_begin(struct stoch *s, const double *p, void *memory) {
  memory = tide__stochastic_begin(&s->fastk, p[FASTK], 0.0, memory);
  memory = tide__sums_begin(&s->slowk, p[SLOWK], memory);
  tide__sums_begin(&s->slowd, p[SLOWD], memory);
}

static inline void stoch_step(struct stoch *s, const double *x, double *y) {
  const double fastk = tide__stochastic_next(&s->fastk, x[0], x[1], x[2]);
  const double slowk = tide__percent_mean_next(&s->slowk, fastk);
  y[1] = tide__percent_mean_next(&s->slowd, slowk);
  y[0] = y[1] == y[1] ? slowk : TIDE__NAN;
}

TIDE__WINDOW_STEPS(stoch, 3, 2)

const tide_indicator tide_ind_stoch = {
  .name = "stoch",
  .title = "Stochastic Oscillator",
  .group = "momentum",
  .source = "G. Lane; TA-Lib STOCH with simple averages",
  .inputs = {"high", "low", "close"},
  .outputs = {"slowk", "slowd"},
  .units = {"percent", "percent"},
  .params = {{.name = "fastk", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true},
             {.name = "slowk", .min = 1, .max = 5000, .def = 3, .step = 1, .integer = true},
             {.name = "slowd", .min = 1, .max = 5000, .def = 3, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = stoch_lookback,
  .warmup = stoch_lookback,
  TIDE__STREAM(stoch),
  .run = stoch_run,
};
