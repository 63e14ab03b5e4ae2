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
#include "indicators/totals.h"

#include <string.h>

enum { PERIOD, FAST, SLOW };

static int32_t kama_lookback(const double *p) { return (int32_t)p[PERIOD]; }

/* As if prices went nowhere all the time, which is when the factor is least. */
static int32_t kama_warmup(const double *p) {
  const double slowest = tide__ema_alpha(tide__max(p[FAST], p[SLOW]));
  return kama_lookback(p) + tide__decay_bars(slowest * slowest);
}

/* Factors of a block first, side by side, then the average that they move. */
static int kama_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const double *x = in[0];
  double *y = out[0];
  const int32_t period = (int32_t)p[PERIOD];
  if (!tide__begin(y, n, period)) return TIDE_ESHORT;

  const double fast = tide__ema_alpha(p[FAST]);
  const double slow = tide__ema_alpha(p[SLOW]);
  double steps[2 * TIDE__PERIOD_MAX]; /* of the block before and of this one */
  double path[TIDE__PERIOD_MAX];
  double average = x[period - 1];
  for (int32_t b = 1; b < n; b += period) { /* the first step is that of bar 1 */
    const int32_t len = tide__block_len(period, b, n);
    for (int32_t i = 0; i < len; i++) steps[period + i] = fabs(x[b + i] - x[b + i - 1]);
    tide__block_totals(steps + period, period, b - 1, len, path);
    const int32_t first = tide__block_first(period, b - 1);
    for (int32_t i = first; i < len; i++)
      path[i] = tide__kama_factor(fabs(x[b + i] - x[b + i - period]), path[i], fast, slow);
    for (int32_t i = first; i < len; i++) y[b + i] = average += (x[b + i] - average) * path[i];
    memcpy(steps, steps + period, (size_t)len * sizeof *steps);
  }
  return TIDE_OK;
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
  .run = kama_run,
};
