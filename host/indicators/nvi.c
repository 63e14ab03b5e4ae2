/* nvi.c -- Negative Volume Index.
 *
 *   nvi[0] = 1000
 *   nvi[t] = nvi[t-1] * close[t] / close[t-1]      when volume[t] < volume[t-1]
 *   nvi[t] = nvi[t-1]                              otherwise, and where close[t-1] is 0
 *
 * Its level depends on the first bar for ever.
 */
#include "indicators/steps.h"
#include "indicators/volume_index.h"

static int32_t nvi_lookback(const double *p) {
  (void)p;
  return 0;
}

struct nvi {
  tide__volume_index index;
};

static void nvi_begin(struct nvi *s, const double *p) {
  (void)p;
  s->index = (tide__volume_index){.side = -1.0, .volume = TIDE__NAN, .y = 1000.0};
}

static inline void nvi_step(struct nvi *s, const double *x, double *y) {
  y[0] = tide__volume_index_next(&s->index, x[0], x[1]);
}

TIDE__STEPS(nvi, 2, 1)

const tide_indicator tide_ind_nvi = {
  .name = "nvi",
  .title = "Negative Volume Index",
  .group = "volume",
  .source = "P. Dysart, N. Fosback, Stock Market Logic (1976); Tulip Indicators nvi",
  .inputs = {"close", "volume"},
  .outputs = {"nvi"},
  .units = {"index"},
  .lookback = nvi_lookback,
  .warmup = nvi_lookback,
  TIDE__STREAM(nvi),
};
