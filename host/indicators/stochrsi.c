/* stochrsi.c -- Stochastic RSI.
 *
 *   r        = rsi(x, period)
 *   fastk[t] = 100 * (r[t] - ll) / (hh - ll)
 *   fastd    = sma(fastk, fastd)
 *
 * hh and ll are the highest and the lowest r of the last `fastk` bars; a window
 * without any range (1e-9 at most, which is rounding) is 0.
 */
#include "indicators/steps.h"
#include "indicators/stochastic.h"
#include "indicators/strength.h"

enum { PERIOD, FASTK, FASTD };

static const double FLAT = 1e-9;

static int32_t stochrsi_lookback(const double *p) {
  return (int32_t)p[PERIOD] + (int32_t)p[FASTK] - 1 + (int32_t)p[FASTD] - 1;
}

static int32_t stochrsi_warmup(const double *p) {
  return stochrsi_lookback(p) + tide__decay_bars(1.0 / p[PERIOD]);
}

static int stochrsi_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t from = (int32_t)p[PERIOD];
  double *fastk = out[0];
  double *rsi = out[1]; /* becomes fastd */
  tide__nan_fill(fastk, n < from ? n : from);
  tide__nan_fill(rsi, n < from ? n : from);
  if (n <= from) return TIDE_ESHORT;
  tide__strength strength;
  tide__strength_begin(&strength, p[PERIOD]);
  for (int32_t t = 0; t < n; t++) rsi[t] = tide__strength_next(&strength, in[0][t]);
  tide__stochastics(n - from, rsi + from, rsi + from, rsi + from, (int32_t)p[FASTK], FLAT,
                    fastk + from);
  tide__percent_means(n, fastk, (int32_t)p[FASTD], rsi);
  tide__shown_together(n, rsi, fastk);
  return n > stochrsi_lookback(p) ? TIDE_OK : TIDE_ESHORT;
}

struct stochrsi {
  tide__strength strength;
  tide__stochastic fastk;
  tide__sums fastd;
};

static int32_t stochrsi_memory(const double *p) {
  return (int32_t)sizeof(struct stochrsi) + tide__stochastic_bytes(p[FASTK]) +
         tide__window_bytes(p[FASTD]);
}

static void stochrsi_begin(struct stochrsi *s, const double *p, void *memory) {
  tide__strength_begin(&s->strength, p[PERIOD]);
  memory = tide__stochastic_begin(&s->fastk, p[FASTK], FLAT, memory);
  tide__sums_begin(&s->fastd, p[FASTD], memory);
}

static inline void stochrsi_step(struct stochrsi *s, const double *x, double *y) {
  const double rsi = tide__strength_next(&s->strength, x[0]);
  const double fastk = tide__stochastic_next(&s->fastk, rsi, rsi, rsi);
  y[1] = tide__percent_mean_next(&s->fastd, fastk);
  y[0] = y[1] == y[1] ? fastk : TIDE__NAN;
}

TIDE__WINDOW_STEPS(stochrsi, 1, 2)

const tide_indicator tide_ind_stochrsi = {
  .name = "stochrsi",
  .title = "Stochastic RSI",
  .group = "momentum",
  .source = "T. Chande, S. Kroll (1994); TA-Lib STOCHRSI with simple averages",
  .inputs = {"real"},
  .outputs = {"fastk", "fastd"},
  .units = {"percent", "percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true},
             {.name = "fastk", .min = 1, .max = 5000, .def = 5, .step = 1, .integer = true},
             {.name = "fastd", .min = 1, .max = 5000, .def = 3, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = stochrsi_lookback,
  .warmup = stochrsi_warmup,
  TIDE__STREAM(stochrsi),
  .run = stochrsi_run,
};
