/* adxr.c -- Average Directional Index Rating.
 *
 *   adxr[t] = (adx[t] + adx[t-n+1]) / 2        of adx
 */
#include "indicators/average.h"
#include "indicators/directional.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t adxr_lookback(const double *p) { return 3 * (int32_t)p[0] - 2; }

static int32_t adxr_warmup(const double *p) {
  return adxr_lookback(p) + 2 * tide__decay_bars(1.0 / p[0]);
}

struct adxr {
  tide__directional directional;
  tide__average adx;
  tide__window lag;
};

static int32_t adxr_memory(const double *p) {
  return (int32_t)sizeof(struct adxr) + tide__window_bytes(p[0] - 1.0);
}

static void adxr_begin(struct adxr *s, const double *p, void *memory) {
  tide__directional_begin(&s->directional, p[0]);
  tide__wilder_begin(&s->adx, p[0]);
  tide__window_begin(&s->lag, p[0] - 1.0, memory);
}

static inline void adxr_step(struct adxr *s, const double *x, double *y) {
  y[0] = TIDE__NAN;
  if (!tide__directional_next(&s->directional, x[0], x[1], x[2])) return;
  const double before = s->adx.seen < s->adx.period ? 0.0 : s->adx.y;
  const double adx = tide__average_next(&s->adx, tide__directional_dx(&s->directional, before));
  y[0] = 0.5 * (adx + tide__lag_next(&s->lag, adx));
}

TIDE__WINDOW_STEPS(adxr, 3, 1)

const tide_indicator tide_ind_adxr = {
  .name = "adxr",
  .title = "Average Directional Index Rating",
  .group = "momentum",
  .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ADXR",
  .inputs = {"high", "low", "close"},
  .outputs = {"adxr"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 1600, .def = 14, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = adxr_lookback,
  .warmup = adxr_warmup,
  TIDE__STREAM(adxr),
};
