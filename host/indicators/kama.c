/* kama.c -- Kaufman's Adaptive Moving Average.
 *
 *   efficiency = |x[t] - x[t-n]| / sum(|x[i] - x[i-1]|) over t-n+1 .. t
 *   factor     = (efficiency * (2 / (fast + 1) - 2 / (slow + 1)) + 2 / (slow + 1))^2
 *   kama[n]    = x[n-1] + (x[n] - x[n-1]) * factor
 *   kama[t]    = kama[t-1] + (x[t] - kama[t-1]) * factor
 *
 * A window without movement counts as efficient (1): the average closes in on it fast.
 */
#include "indicators/kama.h"
#include "indicators/steps.h"

enum { PERIOD, FAST, SLOW };

static int32_t kama_lookback(const double *p) { return (int32_t)p[PERIOD]; }

/* As if prices went nowhere all the time, which is when the factor is least. */
static int32_t kama_warmup(const double *p) {
  const double slowest = tide__ema_alpha(tide__max(p[FAST], p[SLOW]));
  return kama_lookback(p) + tide__decay_bars(slowest * slowest);
}

struct kama {
  tide__kama average;
};

static int32_t kama_memory(const double *p) {
  return (int32_t)sizeof(struct kama) + tide__kama_bytes(p[PERIOD]);
}

static void kama_begin(struct kama *s, const double *p, void *memory) {
  tide__kama_begin(&s->average, p[PERIOD], p[FAST], p[SLOW], memory);
}

static inline void kama_step(struct kama *s, const double *x, double *y) {
  y[0] = tide__kama_next(&s->average, x[0]);
}

TIDE__WINDOW_STEPS(kama, 1, 1)

const tide_indicator tide_ind_kama = {
  .name = "kama",
  .title = "Kaufman's Adaptive Moving Average",
  .group = "overlap",
  .source = "P. Kaufman, Smarter Trading (1995); TA-Lib KAMA, whose factors are those of 2 and 30",
  .inputs = {"real"},
  .outputs = {"kama"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 20, .step = 1, .integer = true},
             {.name = "fast", .min = 1, .max = 500, .def = 2, .step = 1, .integer = true},
             {.name = "slow", .min = 1, .max = 500, .def = 30, .step = 1, .integer = true}},
  .lookback = kama_lookback,
  .warmup = kama_warmup,
  TIDE__STREAM(kama),
};
