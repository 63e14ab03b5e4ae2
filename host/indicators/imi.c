/* imi.c -- Intraday Momentum Index.
 *
 *   imi[t] = 100 * up / (up + down) of the sums over t-n+1 .. t
 *
 *   up     close - open of the bars that rose
 *   down   open - close of the bars that fell
 *
 * 50 where no bar has a body (TA-Lib: undefined).
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t imi_lookback(const double *p) { return (int32_t)p[0] - 1; }

struct imi {
  tide__totals up, down;
};

static int32_t imi_memory(const double *p) {
  return (int32_t)sizeof(struct imi) + 2 * tide__window_bytes(p[0]);
}

static void imi_begin(struct imi *s, const double *p, void *memory) {
  memory = tide__totals_begin(&s->up, p[0], memory);
  tide__totals_begin(&s->down, p[0], memory);
}

static inline void imi_step(struct imi *s, const double *x, double *y) {
  const double body = x[1] - x[0];
  const double up = tide__totals_next(&s->up, tide__positive(body));
  const double down = tide__totals_next(&s->down, tide__positive(-body));
  const double sum = up + down;
  y[0] = sum == 0.0 ? 50.0 : 100.0 * (up / sum);
}

TIDE__WINDOW_STEPS(imi, 2, 1)

const tide_indicator tide_ind_imi = {
  .name = "imi",
  .title = "Intraday Momentum Index",
  .group = "momentum",
  .source = "T. Chande, S. Kroll, The New Technical Trader (1994); TA-Lib IMI",
  .inputs = {"open", "close"},
  .outputs = {"imi"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = imi_lookback,
  .warmup = imi_lookback,
  TIDE__STREAM(imi),
};
