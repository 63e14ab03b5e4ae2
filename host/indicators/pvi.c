/* pvi.c -- Positive Volume Index.
 *
 *   pvi[0] = 1000
 *   pvi[t] = pvi[t-1] * close[t] / close[t-1]      when volume[t] > volume[t-1]
 *   pvi[t] = pvi[t-1]                              otherwise, and where close[t-1] is 0
 *
 * Its level depends on the first bar for ever.
 */
#include "indicators/steps.h"
#include "indicators/volume_index.h"

static int32_t pvi_lookback(const double *p) {
  (void)p;
  return 0;
}

struct pvi {
  tide__volume_index index;
};

static void pvi_begin(struct pvi *s, const double *p) {
  (void)p;
  s->index = (tide__volume_index){.side = 1.0, .volume = TIDE__NAN, .y = 1000.0};
}

static inline void pvi_step(struct pvi *s, const double *x, double *y) {
  y[0] = tide__volume_index_next(&s->index, x[0], x[1]);
}

TIDE__STEPS(pvi, 2, 1)

const tide_indicator tide_ind_pvi = {
  .name = "pvi",
  .title = "Positive Volume Index",
  .group = "volume",
  .source = "P. Dysart, N. Fosback, Stock Market Logic (1976); Tulip Indicators pvi",
  .inputs = {"close", "volume"},
  .outputs = {"pvi"},
  .units = {"index"},
  .lookback = pvi_lookback,
  .warmup = pvi_lookback,
  TIDE__STREAM(pvi),
};
