/* vosc.c -- Volume Oscillator.
 *
 *   vosc = 100 * (sma(volume, short) - sma(volume, long)) / sma(volume, long)
 *
 * 0 where the longer window has no volume.
 */
#include "indicators/flow.h"
#include "indicators/steps.h"

enum { SHORT, LONG };

static int32_t vosc_lookback(const double *p) { return (int32_t)tide__max(p[SHORT], p[LONG]) - 1; }

struct vosc {
  tide__flow fast, slow;
};

static int32_t vosc_memory(const double *p) {
  return (int32_t)sizeof(struct vosc) + tide__window_bytes(p[SHORT] + p[LONG]);
}

static void vosc_begin(struct vosc *s, const double *p, void *memory) {
  memory = tide__flow_begin(&s->fast, p[SHORT], memory);
  tide__flow_begin(&s->slow, p[LONG], memory);
}

static inline void vosc_step(struct vosc *s, const double *x, double *y) {
  const double fast = tide__flow_next(&s->fast, x[0]) / (double)s->fast.w.period;
  const double slow = tide__flow_next(&s->slow, x[0]) / (double)s->slow.w.period;
  const double share = (fast - slow) / slow;
  y[0] = slow == 0.0 ? 0.0 * fast : 100.0 * share;
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
};
