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
#include "indicators/run.h"
#include "indicators/steps.h"

#include <stdlib.h>

enum { PERIOD, TYPE };

static int32_t ma_lookback(const double *p) { return tide__moving_lookback(p[TYPE], p[PERIOD]); }

static int32_t ma_warmup(const double *p) { return tide__moving_warmup(p[TYPE], p[PERIOD]); }

/* The row of each type, whose own way through a column may be the faster one, and what
 * follows the period there. mama takes no period. */
static const struct {
  const char *name;
  double rest[2];
} types[] = {
  [TIDE__MOVING_SMA] = {"sma", {0}},
  [TIDE__MOVING_EMA] = {"ema", {0}},
  [TIDE__MOVING_WMA] = {"wma", {0}},
  [TIDE__MOVING_DEMA] = {"dema", {0}},
  [TIDE__MOVING_TEMA] = {"tema", {0}},
  [TIDE__MOVING_TRIMA] = {"trima", {0}},
  [TIDE__MOVING_KAMA] = {"kama", {TIDE__KAMA_FAST, TIDE__KAMA_SLOW}},
  [TIDE__MOVING_MAMA] = {"mama", {0.05}},
  [TIDE__MOVING_T3] = {"t3", {0.7}},
};

static int ma_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const int32_t type = p[PERIOD] == 1.0 ? TIDE__MOVING_SMA : (int32_t)p[TYPE];
  const bool mama = type == TIDE__MOVING_MAMA;
  const double own[] = {mama ? 0.5 : p[PERIOD], types[type].rest[0], types[type].rest[1]};
  double *fama = mama ? malloc((size_t)n * sizeof *fama) : NULL;
  if (mama && !fama) return TIDE_ENOMEM;
  double *const to[] = {out[0], fama};
  const int32_t first = tide__indicator_run(tide_indicator_find(types[type].name), n, in, own, to);
  free(fama);
  if (first < 0) return first;
  return first < n ? TIDE_OK : TIDE_ESHORT;
}

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
  .run = ma_run,
};
