/* kst.c -- Know Sure Thing: four rates of change, smoothed and weighted.
 *
 *   roc(n)[t] = 100 * (x[t] / x[t-n] - 1); 0 where x[t-n] is 0
 *   kst       = sma(roc(roc1), sma1) + 2 * sma(roc(roc2), sma2)
 *             + 3 * sma(roc(roc3), sma3) + 4 * sma(roc(roc4), sma4)
 *   signal    = sma(kst, signal)
 */
#include "indicators/steps.h"
#include "indicators/window.h"

enum { PARTS = 4, SMA = PARTS, SIGNAL = 2 * PARTS };

static int32_t kst_lookback(const double *p) {
  double longest = 0.0;
  for (int i = 0; i < PARTS; i++) {
    const double bars = p[i] + p[SMA + i] - 1.0;
    longest = bars > longest ? bars : longest;
  }
  return (int32_t)(longest + p[SIGNAL] - 1.0);
}

struct kst {
  tide__window lag[PARTS];
  tide__sums mean[PARTS], signal;
};

static int32_t kst_memory(const double *p) {
  int32_t bytes = (int32_t)sizeof(struct kst);
  for (int i = 0; i <= SIGNAL; i++) bytes += tide__window_bytes(p[i]);
  return bytes;
}

static void kst_begin(struct kst *s, const double *p, void *memory) {
  for (int i = 0; i < PARTS; i++) {
    memory = tide__window_begin(&s->lag[i], p[i], memory);
    memory = tide__sums_begin(&s->mean[i], p[SMA + i], memory);
  }
  tide__sums_begin(&s->signal, p[SIGNAL], memory);
}

static inline void kst_step(struct kst *s, const double *x, double *y) {
  double kst = 0.0;
  for (int i = 0; i < PARTS; i++) {
    const double before = tide__lag_next(&s->lag[i], x[0]);
    const double roc = 100.0 * (x[0] / before - 1.0);
    kst += (double)(i + 1) * tide__mean_next(&s->mean[i], before == 0.0 ? 0.0 : roc);
  }
  const double signal = tide__mean_next(&s->signal, kst);
  y[0] = signal == signal ? kst : TIDE__NAN;
  y[1] = signal;
}

TIDE__WINDOW_STEPS(kst, 1, 2)

#define KST_PARAM(NAME, DEFAULT)                                                                   \
  { .name = (NAME), .min = 1, .max = 5000, .def = (DEFAULT), .step = 1, .integer = true }

const tide_indicator tide_ind_kst = {
  .name = "kst",
  .title = "Know Sure Thing",
  .group = "momentum",
  .source = "M. Pring (1992), with his daily periods",
  .inputs = {"real"},
  .outputs = {"kst", "signal"},
  .units = {"percent", "percent"},
  .params = {KST_PARAM("roc1", 10), KST_PARAM("roc2", 15), KST_PARAM("roc3", 20),
             KST_PARAM("roc4", 30), KST_PARAM("sma1", 10), KST_PARAM("sma2", 10),
             KST_PARAM("sma3", 10), KST_PARAM("sma4", 15), KST_PARAM("signal", 9)},
  .lookback = kst_lookback,
  .warmup = kst_lookback,
  TIDE__STREAM(kst),
};
