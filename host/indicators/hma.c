/* hma.c -- Hull Moving Average.
 *
 *   raw = 2 * wma(x, floor(n / 2)) - wma(x, n)
 *   hma = wma(raw, floor(sqrt(n)))
 */
#include "indicators/rolling.h"
#include "indicators/steps.h"
#include "indicators/window.h"

static int32_t half_period(const double *p) { return (int32_t)p[0] / 2; }
static int32_t last_period(const double *p) { return (int32_t)sqrt(p[0]); }

static int32_t hma_lookback(const double *p) { return (int32_t)p[0] - 1 + last_period(p) - 1; }

struct hma {
  tide__weights half, whole, raw;
};

static int32_t hma_memory(const double *p) {
  return (int32_t)sizeof(struct hma) + tide__window_bytes(half_period(p)) +
         tide__window_bytes(p[0]) + tide__window_bytes(last_period(p));
}

static void hma_begin(struct hma *s, const double *p, void *memory) {
  memory = tide__weights_begin(&s->half, half_period(p), memory);
  memory = tide__weights_begin(&s->whole, p[0], memory);
  tide__weights_begin(&s->raw, last_period(p), memory);
}

static inline void hma_step(struct hma *s, const double *x, double *y) {
  const double half = tide__weighted_next(&s->half, x[0]);
  const double whole = tide__weighted_next(&s->whole, x[0]);
  y[0] = tide__weighted_next(&s->raw, 2.0 * half - whole);
}

TIDE__WINDOW_STEPS(hma, 1, 1)

const tide_indicator tide_ind_hma = {
  .name = "hma",
  .title = "Hull Moving Average",
  .group = "overlap",
  .source = "A. Hull (2005)",
  .inputs = {"real"},
  .outputs = {"hma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = hma_lookback,
  .warmup = hma_lookback,
  TIDE__STREAM(hma),
};
