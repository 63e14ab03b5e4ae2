/* connors_rsi.c -- Connors RSI: strength of price, of its streaks, and rank of its change.
 *
 *   streak[t] = bars in a row that rose, below 0 that fell; 0 after a bar without change
 *   r[t]      = x[t] / x[t-1]                   1 where x[t-1] is 0
 *   rank[t]   = 100 * (how many of r[t-m .. t-1] are below r[t]) / m
 *   connors_rsi = (rsi(x, n) + rsi(streak, k) + rank) / 3
 *
 * n is `period`, k `streak`, m `rank`. The streak of the first bar is 0.
 */
#include "indicators/rank.h"
#include "indicators/steps.h"
#include "indicators/strength.h"

enum { PERIOD, STREAK, RANK };

static int32_t connors_rsi_lookback(const double *p) {
  const double strength = p[PERIOD] > p[STREAK] ? p[PERIOD] : p[STREAK];
  const double rank = p[RANK] + 1.0;
  return (int32_t)(strength > rank ? strength : rank);
}

static int32_t connors_rsi_warmup(const double *p) {
  const double longest = p[PERIOD] > p[STREAK] ? p[PERIOD] : p[STREAK];
  return connors_rsi_lookback(p) + tide__decay_bars(1.0 / longest);
}

struct connors_rsi {
  tide__strength price, streak;
  tide__rank changes;
  double before, run;
  bool begun, ranked;
};

static int32_t connors_rsi_memory(const double *p) {
  return (int32_t)sizeof(struct connors_rsi) + tide__rank_bytes(p[RANK]);
}

static void connors_rsi_begin(struct connors_rsi *s, const double *p, void *memory) {
  tide__strength_begin(&s->price, p[PERIOD]);
  tide__strength_begin(&s->streak, p[STREAK]);
  tide__rank_begin(&s->changes, p[RANK], memory);
}

/* The streak that a bar with direction 1, -1 or 0 makes of the one before. */
static inline double next_run(double run, double direction) {
  return run * direction > 0.0 ? run + direction : direction;
}

static inline double next_rank(struct connors_rsi *s, double change) {
  const int32_t below = tide__rank_below(&s->changes, change == change ? change : TIDE__INF);
  const double share = (double)below / (double)s->changes.w.period;
  const double rank = s->ranked ? 100.0 * share : TIDE__NAN;
  s->ranked = tide__rank_put(&s->changes, change, below);
  return rank;
}

static inline void connors_rsi_step(struct connors_rsi *s, const double *x, double *y) {
  double rank = TIDE__NAN;
  if (s->begun) {
    s->run = next_run(s->run, tide__sign(x[0], s->before));
    rank = next_rank(s, s->before == 0.0 ? 1.0 : x[0] / s->before);
  }
  s->begun = true;
  s->before = x[0];
  const double price = tide__strength_next(&s->price, x[0]);
  const double streak = tide__strength_next(&s->streak, s->run);
  y[0] = (price + streak + rank) / 3.0;
}

TIDE__WINDOW_STEPS(connors_rsi, 1, 1)

const tide_indicator tide_ind_connors_rsi = {
  .name = "connors_rsi",
  .title = "Connors RSI",
  .group = "momentum",
  .source = "L. Connors, C. Alvarez, An Introduction to ConnorsRSI (2012)",
  .inputs = {"real"},
  .outputs = {"connors_rsi"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 3, .step = 1, .integer = true},
             {.name = "streak", .min = 2, .max = 5000, .def = 2, .step = 1, .integer = true},
             {.name = "rank", .min = 1, .max = 5000, .def = 100, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = connors_rsi_lookback,
  .warmup = connors_rsi_warmup,
  TIDE__STREAM(connors_rsi),
};
