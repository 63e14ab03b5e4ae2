/* account_result.c -- what a strategy, and all of them together, have made of their cash. */
#include "backtest/metrics.h"
#include "core/error.h"
#include "event/run.h"

#include <stdlib.h>
#include <string.h>

static int32_t first_bar(const tide_events *e, const tide_settings *set) {
  const tide_candles *c = e->accounts->bars.candles;
  int32_t first = 0;
  while (set->from && first < c->n && c->time[first] < set->from) first++;
  return first;
}

static void *copy_of(const void *rows, int32_t n, size_t size) {
  void *copy = calloc((size_t)n + 1, size);
  if (copy && n > 0) memcpy(copy, rows, (size_t)n * size);
  return copy;
}

static bool fill_one(const tide__share *s, tide_result *r) {
  const tide__history *h = &s->history;
  r->ruined = s->ruined;
  r->n_trades = h->n_trades;
  r->n_fills = h->n_fills;
  r->fees = s->money.fees;
  r->turnover = s->money.turnover;
  r->funding = s->money.funding;
  r->trades = copy_of(h->trades, h->n_trades, sizeof *h->trades);
  r->fills = copy_of(h->fills, h->n_fills, sizeof *h->fills);
  r->equity = copy_of(s->equity + r->first, r->last - r->first + 1, sizeof *s->equity);
  return r->trades && r->fills && r->equity;
}

/* The next trade of all by the time of its exit; of equal ones that of the first strategy. */
static tide_trade next_trade(const tide__accounts *a, int32_t *taken) {
  int32_t found = -1;
  for (int32_t k = 0; k < a->n; k++) {
    const tide__history *h = &a->of[a->list[k]]->history;
    if (taken[k] == h->n_trades) continue;
    if (found < 0 || h->trades[taken[k]].exit_time <
                       a->of[a->list[found]]->history.trades[taken[found]].exit_time)
      found = k;
  }
  if (found < 0) return (tide_trade){.reason = TIDE_EXIT_END_OF_DATA}; /* there is one */
  return a->of[a->list[found]]->history.trades[taken[found]++];
}

static bool fill_all(const tide__accounts *a, tide_result *r) {
  int32_t taken[TIDE_EVENTS_STRATEGIES] = {0};
  const int32_t bars = r->last - r->first + 1;
  for (int32_t k = 0; k < a->n; k++) {
    const tide__share *s = a->of[a->list[k]];
    r->n_trades += s->history.n_trades;
    r->fees += s->money.fees;
    r->turnover += s->money.turnover;
    r->funding += s->money.funding;
  }
  double *equity = calloc((size_t)bars + 1, sizeof *equity);
  tide_trade *trades = malloc(((size_t)r->n_trades + 1) * sizeof *trades);
  r->equity = equity;
  r->trades = trades;
  if (!equity || !trades) return false;
  for (int32_t i = 0; i < r->n_trades; i++) trades[i] = next_trade(a, taken);
  for (int32_t k = 0; k < a->n; k++)
    for (int32_t t = 0; t < bars; t++) equity[t] += a->of[a->list[k]]->equity[r->first + t];
  return true;
}

/* The last bar that anyone traded on: of all, the last of the last. */
static int32_t last_bar(const tide__accounts *a, const tide__share *s) {
  if (s) return s->last;
  int32_t last = 0;
  for (int32_t k = 0; k < a->n; k++)
    if (a->of[a->list[k]]->last > last) last = a->of[a->list[k]]->last;
  return last;
}

static int make(const tide_events *e, const tide__share *s, tide_result *r, tide_error *error) {
  const tide__accounts *a = e->accounts;
  const tide_settings *set = s ? &s->set : &a->all;
  const int32_t start = s ? s->start : a->of[a->list[0]]->start;
  r->first = first_bar(e, set);
  r->last = last_bar(a, s);
  r->start = start > r->first ? start : r->first;
  if (a->marked == 0 || r->first > r->last)
    return tide__error(error, TIDE_ESHORT, "no bar was marked: there were no prices");
  if (!(s ? fill_one(s, r) : fill_all(a, r)))
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  r->final_equity = r->equity[r->last - r->first];
  tide__metrics_for(r, &a->bars, set, s ? s->held : a->held);
  return TIDE_OK;
}

int tide_events_result(tide_events *e, int32_t strategy, tide_result **out, tide_error *error) {
  *out = NULL;
  const bool one = strategy >= 0 && strategy < TIDE_EVENTS_STRATEGIES;
  const tide__share *s = one ? tide__accounts_share(e, strategy) : NULL;
  if (!e->accounts || (!s && strategy != TIDE_EVENTS_ALL))
    return tide__error(error, TIDE_EINVAL, "strategy %d has no account", strategy);
  if (!e->accounts->settled && e->clock.until == INT64_MAX)
    return tide__error(error, TIDE_EINVAL, "events are left: a result comes after the last");
  tide_result *r = calloc(1, sizeof *r);
  if (!r) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const int status = make(e, s, r, error);
  if (status == TIDE_OK)
    *out = r;
  else
    tide_result_free(r);
  return status;
}
