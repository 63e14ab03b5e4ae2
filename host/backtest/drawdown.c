/* drawdown.c -- episodes below the peak of equity, the initial cash being the
 * first peak. One search an episode. */
#include "backtest/metrics.h"
#include "core/reduce.h"
#include "core/timeframe.h"

typedef struct {
  int32_t episodes, below;
  double depth, depths; /* deepest; sum over episodes */
  double longest, recovery;
} episodes;

/* A mark stands at the close of its bar, the initial cash at the first open. */
static double mark_hours(const tide__sim *s, const tide_result *r, int32_t i) {
  const tide_candles *c = s->c;
  const int64_t t =
    i < 0 ? c->time[r->first] : tide__timeframe_close(c->timeframe, c->time[r->first + i]);
  return (double)(t - c->time[r->first]) / 3.6e9;
}

/* Marks from .. end - 1 lie below the peak that mark `top` reached. */
static void count_episode(const tide__sim *s, const tide_result *r, episodes *e, double depth,
                          double trough, const int32_t *at) {
  const int32_t top = at[0], from = at[1], end = at[2];
  const int32_t last = r->last - r->first;
  const double now = mark_hours(s, r, end <= last ? end : last);
  const double length = now - mark_hours(s, r, top);
  e->episodes++;
  e->below += end - from;
  e->depths += depth;
  if (depth > e->depth) e->depth = depth;
  if (length > e->longest) e->longest = length;
  if (length <= e->recovery) return; /* recovery is a part of it */
  const int32_t bottom = tide__find_at_most(r->equity, from, end, trough);
  const double recovery = now - mark_hours(s, r, bottom);
  if (recovery > e->recovery) e->recovery = recovery;
}

void tide__measure_drawdown(const tide__sim *s, tide_result *r) {
  const int32_t n = r->last - r->first + 1;
  const double *equity = r->equity;
  episodes e = {.episodes = 0};
  double peak = s->set->cash;
  int32_t i = 0, top = -1;
  while (i < n) {
    if (equity[i] >= peak) {
      peak = equity[top = i++];
      continue;
    }
    double trough = equity[i];
    const int32_t end = tide__find_at_least(equity, i, n, peak, &trough);
    count_episode(s, r, &e, 1.0 - trough / peak, trough, (const int32_t[]){top, i, end});
    i = end > i ? end : i + 1; /* a mark that is no number must not hold us */
  }
  double *m = r->metric;
  m[TIDE__M_max_drawdown] = e.depth;
  m[TIDE__M_underwater] = (double)e.below / n;
  if (e.episodes == 0) return;
  m[TIDE__M_max_drawdown_duration] = e.longest;
  m[TIDE__M_recovery_time] = e.recovery;
  m[TIDE__M_avg_drawdown] = e.depths / e.episodes;
}
