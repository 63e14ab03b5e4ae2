/* ma.c -- Moving average of a chosen type.
 *
 *   type   0    1    2    3     4     5      6     7     8
 *          sma  ema  wma  dema  tema  trima  kama  mama  t3
 *
 * See the entry of each; kama with factors of 2 and 30, mama with limits of 0.5 and 0.05
 * and without regard to the period, t3 with a volume factor of 0.7. A period of 1 gives
 * the input itself.
 */
#include "indicators/moving.h"
#include "indicators/steps.h"

enum { PERIOD, TYPE };

static int32_t ma_lookback(const double *p) { return tide__moving_lookback(p[TYPE], p[PERIOD]); }

static int32_t ma_warmup(const double *p) { return tide__moving_warmup(p[TYPE], p[PERIOD]); }

struct ma {
  tide__moving average;
};

static int32_t ma_memory(const double *p) {
  return (int32_t)sizeof(struct ma) + tide__moving_bytes(p[TYPE], p[PERIOD]);
}

static void ma_begin(struct ma *s, const double *p, void *memory) {
  tide__moving_begin(&s->average, p[TYPE], p[PERIOD], memory);
}

static inline void ma_step(struct ma *s, const double *x, double *y) {
  y[0] = tide__moving_next(&s->average, x[0]);
}

TIDE__WINDOW_STEPS(ma, 1, 1)

const tide_indicator tide_ind_ma = {
  .name = "ma",
  .title = "Moving Average of a chosen type",
  .group = "overlap",
  .source = "TA-Lib MA",
  .inputs = {"real"},
  .outputs = {"ma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true},
             {.name = "type", .min = 0, .max = 8, .def = 0, .step = 1, .integer = true}},
  .lookback = ma_lookback,
  .warmup = ma_warmup,
  TIDE__STREAM(ma),
};
