/* trima.c -- Triangular Moving Average.
 *
 *   trima = sma(sma(x, (n + 1) / 2), n / 2 + 1)      whole divisions
 *
 * The weights rise to the middle of the window and fall again: 1 2 3 2 1 for n = 5,
 * 1 2 2 1 for n = 4.
 */
#include "indicators/trima.h"
#include "indicators/steps.h"

#include <stdlib.h>

static int32_t trima_lookback(const double *p) { return (int32_t)p[0] - 1; }

static int trima_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t outer = (int32_t)tide__trima_outer(p[0]);
  const int32_t inner = (int32_t)p[0] + 1 - outer;
  if (!tide__begin(out[0], n, trima_lookback(p))) return TIDE_ESHORT;

  double *mean = malloc((size_t)n * sizeof *mean);
  if (!mean) return TIDE_ENOMEM;
  tide__rolling_mean(n, in[0], inner, mean);
  tide__rolling_mean(n - inner + 1, mean + inner - 1, outer, out[0] + inner - 1);
  free(mean);
  return TIDE_OK;
}

struct trima {
  tide__trima average;
};

static int32_t trima_memory(const double *p) {
  return (int32_t)sizeof(struct trima) + tide__trima_bytes(p[0]);
}

static void trima_begin(struct trima *s, const double *p, void *memory) {
  tide__trima_begin(&s->average, p[0], memory);
}

static inline void trima_step(struct trima *s, const double *x, double *y) {
  y[0] = tide__trima_next(&s->average, x[0]);
}

TIDE__WINDOW_STEPS(trima, 1, 1)

const tide_indicator tide_ind_trima = {
  .name = "trima",
  .title = "Triangular Moving Average",
  .group = "overlap",
  .source = "TA-Lib TRIMA",
  .inputs = {"real"},
  .outputs = {"trima"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = trima_lookback,
  .warmup = trima_lookback,
  TIDE__STREAM(trima),
  .run = trima_run,
};
