/* vosc.c -- Volume Oscillator.
 *
 *   vosc = 100 * (sma(volume, short) - sma(volume, long)) / sma(volume, long)
 *
 * 0 where the longer window has no volume.
 */
#include "indicators/steps.h"
#include "indicators/totals.h"
#include "indicators/window.h"

enum { SHORT, LONG };

static int32_t vosc_lookback(const double *p) { return (int32_t)tide__max(p[SHORT], p[LONG]) - 1; }

static inline double vosc_value(double fast, double slow) {
  const double share = (fast - slow) / slow;
  return slow == 0.0 ? 0.0 * fast : 100.0 * share;
}

static int vosc_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  double *y = out[0];
  const int32_t lookback = vosc_lookback(p);
  const int32_t period = (int32_t)p[SHORT];
  if (!tide__begin(y, n, lookback)) return TIDE_ESHORT;

  tide__rolling_totals(n, in[0], (int32_t)p[LONG], y);
  double fast[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_totals(in[0] + b, period, b, len, fast);
    for (int32_t i = 0; i < len; i++) y[b + i] = vosc_value(fast[i] / p[SHORT], y[b + i] / p[LONG]);
  }
  tide__nan_fill(y, lookback);
  return TIDE_OK;
}

struct vosc {
  tide__totals fast, slow;
};

static int32_t vosc_memory(const double *p) {
  return (int32_t)sizeof(struct vosc) + tide__window_bytes(p[SHORT] + p[LONG]);
}

static void vosc_begin(struct vosc *s, const double *p, void *memory) {
  memory = tide__totals_begin(&s->fast, p[SHORT], memory);
  tide__totals_begin(&s->slow, p[LONG], memory);
}

static inline void vosc_step(struct vosc *s, const double *x, double *y) {
  const double fast = tide__totals_next(&s->fast, x[0]) / (double)s->fast.w.period;
  const double slow = tide__totals_next(&s->slow, x[0]) / (double)s->slow.w.period;
  y[0] = vosc_value(fast, slow);
}

TIDE__WINDOW_STEPS(vosc, 1, 1)

const tide_indicator tide_ind_vosc = {
  .name = "vosc",
  .title = "Volume Oscillator",
  .group = "volume",
  .source = "Tulip Indicators vosc",
  .inputs = {"volume"},
  .outputs = {"vosc"},
  .units = {"percent"},
  .params = {{.name = "short", .min = 1, .max = 5000, .def = 5, .step = 1, .integer = true},
             {.name = "long", .min = 1, .max = 5000, .def = 10, .step = 1, .integer = true}},
  .lookback = vosc_lookback,
  .warmup = vosc_lookback,
  TIDE__STREAM(vosc),
  .run = vosc_run,
};
