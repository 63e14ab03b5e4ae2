/* macdext.c -- Moving Average Convergence/Divergence, with averages of any type.
 *
 *   macd      = ma(x, fast, fast_type) - ma(x, slow, slow_type)
 *   signal    = ma(macd, signal, signal_type)
 *   histogram = macd - signal
 *
 * The types are those of ma. Both averages of x have their first value at the same bar:
 * the one that needs less bars begins later. A fast period above the slow one swaps the
 * two, with their types.
 */
#include "indicators/moving_pair.h"
#include "indicators/run.h"
#include "indicators/steps.h"

enum { FAST, FAST_TYPE, SLOW, SLOW_TYPE, SIGNAL, SIGNAL_TYPE };

static tide__moving_kind macdext_fast(const double *p) {
  const int fast = p[SLOW] < p[FAST] ? SLOW : FAST;
  return (tide__moving_kind){p[fast], p[fast + 1]};
}

static tide__moving_kind macdext_slow(const double *p) {
  const int slow = p[SLOW] < p[FAST] ? FAST : SLOW;
  return (tide__moving_kind){p[slow], p[slow + 1]};
}

static int32_t macdext_lookback(const double *p) {
  return tide__moving_pair_lookback(macdext_fast(p), macdext_slow(p)) +
         tide__moving_lookback(p[SIGNAL_TYPE], p[SIGNAL]);
}

static int32_t macdext_warmup(const double *p) {
  return tide__moving_pair_warmup(macdext_fast(p), macdext_slow(p)) +
         tide__moving_warmup(p[SIGNAL_TYPE], p[SIGNAL]);
}

extern const tide_indicator tide_ind_macdext;

/* Of plain means: macd, its mean, and the difference, a column at a time. */
static int macdext_run(int32_t n, const double *const *in, const double *p, double *const *out) {
  const bool plain = p[FAST_TYPE] == TIDE__MOVING_SMA && p[SLOW_TYPE] == TIDE__MOVING_SMA &&
                     p[SIGNAL_TYPE] == TIDE__MOVING_SMA;
  if (!plain) return tide__feed_all(&tide_ind_macdext, n, in, p, out);
  const int32_t lookback = macdext_lookback(p);
  bool enough = false;
  for (int i = 0; i < 3; i++) enough = tide__begin(out[i], n, lookback);
  if (!enough) return TIDE_ESHORT;

  const double fast = macdext_fast(p).period;
  const double slow = macdext_slow(p).period;
  const int32_t first = (int32_t)slow - 1;
  const int32_t waits = (int32_t)(slow - fast);
  const double *late = in[0] + waits;
  const double *macd = out[0] + first;
  tide__moving_means(n - waits, &late, fast, out[0] + waits, tide__join_mean);
  tide__moving_means(n, in, slow, out[0], tide__join_difference);
  tide__moving_means(n - first, &macd, p[SIGNAL], out[1] + first, tide__join_mean);
  for (int32_t t = lookback; t < n; t++) {
    out[2][t] = out[0][t] - out[1][t];
    out[0][t] = out[2][t] == out[2][t] ? out[0][t] : TIDE__NAN;
  }
  for (int i = 0; i < 3; i++) tide__begin(out[i], n, lookback);
  return TIDE_OK;
}

struct macdext {
  tide__moving_pair pair;
  tide__moving signal;
};

static int32_t macdext_memory(const double *p) {
  return (int32_t)sizeof(struct macdext) +
         tide__moving_pair_bytes(macdext_fast(p), macdext_slow(p)) +
         tide__moving_bytes(p[SIGNAL_TYPE], p[SIGNAL]);
}

static void macdext_begin(struct macdext *s, const double *p, void *memory) {
  memory = tide__moving_pair_begin(&s->pair, macdext_fast(p), macdext_slow(p), true, memory);
  tide__moving_begin(&s->signal, p[SIGNAL_TYPE], p[SIGNAL], memory);
}

static inline void macdext_step(struct macdext *s, const double *x, double *y) {
  const double fast = tide__moving_member_next(&s->pair.fast, x[0]);
  const double macd = fast - tide__moving_member_next(&s->pair.slow, x[0]);
  const double signal = tide__moving_next(&s->signal, macd);
  y[0] = signal == signal ? macd : TIDE__NAN;
  y[1] = signal;
  y[2] = macd - signal;
}

TIDE__WINDOW_STEPS(macdext, 1, 3)

#define MACDEXT_PERIOD(NAME, DEFAULT)                                                              \
  { .name = (NAME), .min = 1, .max = 1500, .def = (DEFAULT), .step = 1, .integer = true }
#define MACDEXT_TYPE(NAME)                                                                         \
  { .name = (NAME), .min = 0, .max = 8, .def = 0, .step = 1, .integer = true }

const tide_indicator tide_ind_macdext = {
  .name = "macdext",
  .title = "Moving Average Convergence/Divergence, any averages",
  .group = "momentum",
  .source = "TA-Lib MACDEXT",
  .inputs = {"real"},
  .outputs = {"macd", "signal", "histogram"},
  .units = {"distance", "distance", "distance"},
  .params = {MACDEXT_PERIOD("fast", 12), MACDEXT_TYPE("fast_type"), MACDEXT_PERIOD("slow", 26),
             MACDEXT_TYPE("slow_type"), MACDEXT_PERIOD("signal", 9), MACDEXT_TYPE("signal_type")},
  .lookback = macdext_lookback,
  .warmup = macdext_warmup,
  TIDE__STREAM(macdext),
  .run = macdext_run,
};
