/* mfi.c -- Money Flow Index.
 *
 *   tp[t]   = (high[t] + low[t] + close[t]) / 3
 *   flow[t] = tp[t] * volume[t], positive when tp rose, negative when it fell
 *   mfi[t]  = 100 * p / (p + q) of the sums p of positive and q of negative flow
 *             over t-n+1 .. t; 0 where nothing flowed
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t mfi_lookback(const double *p) { return (int32_t)p[0]; }

struct mfi {
  tide__totals rise, fall;
  double before; /* typical price */
  bool begun;
};

static int32_t mfi_memory(const double *p) {
  return (int32_t)sizeof(struct mfi) + 2 * tide__window_bytes(p[0]);
}

static void mfi_begin(struct mfi *s, const double *p, void *memory) {
  memory = tide__totals_begin(&s->rise, p[0], memory);
  tide__totals_begin(&s->fall, p[0], memory);
}

static inline void mfi_step(struct mfi *s, const double *x, double *y) {
  const double tp = (x[0] + x[1] + x[2]) / 3.0;
  const double flow = tide__sign(tp, s->before) * (tp * x[3]);
  const bool begun = s->begun;
  s->before = tp;
  s->begun = true;
  y[0] = TIDE__NAN;
  if (!begun) return; /* the first flow is that of bar 1 */
  const double rise = tide__totals_next(&s->rise, tide__positive(flow));
  const double sum = rise + tide__totals_next(&s->fall, tide__positive(-flow));
  const double share = rise / sum;
  y[0] = sum == 0.0 ? 0.0 : 100.0 * share;
}

TIDE__WINDOW_STEPS(mfi, 4, 1)

const tide_indicator tide_ind_mfi = {
  .name = "mfi",
  .title = "Money Flow Index",
  .group = "volume",
  .source = "G. Quong, A. Soudack (1989); TA-Lib MFI",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"mfi"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = mfi_lookback,
  .warmup = mfi_lookback,
  TIDE__STREAM(mfi),
};
