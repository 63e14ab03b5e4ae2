/* sum.c -- results of one time as one account: what each was worth at every bar, added up. */
#include "backtest/metrics.h"
#include "core/error.h"
#include "core/timeframe.h"
#include "data/candles.h"

#include <stdlib.h>

static int64_t close_of(const tide_candles *c, int32_t t) {
  return tide__timeframe_close(c->timeframe, c->time[t]);
}

static int check(const tide_sum *sum, tide_error *error) {
  if (sum->n < 1) return tide__error(error, TIDE_EINVAL, "there are no results to be added up");
  for (int32_t k = 0; k < sum->n; k++) {
    const tide_result *part = sum->parts[k];
    if (part->first < 0 || part->last >= sum->candles[k]->n || part->first > part->last)
      return tide__error(error, TIDE_EINVAL, "result %d is not of its candles", (int)k + 1);
  }
  return TIDE_OK;
}

/* From the first bar of any to the last one. */
static void find_range(const tide_sum *sum, tide_result *r) {
  const tide_candles *axis = sum->signals->candles;
  int64_t from = INT64_MAX, to = INT64_MIN, start = INT64_MAX;
  for (int32_t k = 0; k < sum->n; k++) {
    const tide_result *part = sum->parts[k];
    const int64_t *time = sum->candles[k]->time;
    if (time[part->first] < from) from = time[part->first];
    if (time[part->last] > to) to = time[part->last];
    if (part->start <= part->last && time[part->start] < start) start = time[part->start];
  }
  r->first = tide__candles_at(axis, from);
  r->last = tide__candles_at(axis, to);
  if (r->first < 0) r->first = 0;
  r->start = start == INT64_MAX ? r->last + 1 : tide__candles_at(axis, start);
  if (r->start < r->first) r->start = r->first;
}

/* Cash before its first mark, its last mark after it. */
static void add_equity(const tide_sum *sum, int32_t k, tide_result *r, double *equity) {
  const tide_candles *axis = sum->signals->candles, *c = sum->candles[k];
  const tide_result *part = sum->parts[k];
  int32_t next = part->first;
  double worth = sum->cash[k];
  for (int32_t t = r->first; t <= r->last; t++) {
    const int64_t now = close_of(axis, t);
    while (next <= part->last && close_of(c, next) <= now)
      worth = part->equity[next++ - part->first];
    equity[t - r->first] += worth;
  }
}

static tide_trade moved(const tide_sum *sum, int32_t k, const tide_trade *trade) {
  const tide_candles *axis = sum->signals->candles, *c = sum->candles[k];
  tide_trade t = *trade;
  t.signal_bar = -1;
  t.entry_bar = tide__candles_at(axis, t.entry_time);
  t.exit_bar = tide__candles_at(axis, t.exit_time);
  if (c->timeframe == axis->timeframe) return t;
  const double scale =
    tide__timeframe_seconds(c->timeframe) / tide__timeframe_seconds(axis->timeframe);
  t.bars = (int32_t)(trade->bars * scale + 0.5);
  return t;
}

/* All trades by the time of their exit; of equal ones that of the first result. */
static void merge_trades(const tide_sum *sum, tide_result *r, tide_trade *trades, int32_t *taken) {
  for (int32_t i = 0; i < r->n_trades; i++) {
    int32_t found = -1;
    for (int32_t k = 0; k < sum->n; k++) {
      if (taken[k] == sum->parts[k]->n_trades) continue;
      const int64_t exit = sum->parts[k]->trades[taken[k]].exit_time;
      if (found < 0 || exit < sum->parts[found]->trades[taken[found]].exit_time) found = k;
    }
    if (found < 0) return; /* there are as many as were counted */
    trades[i] = moved(sum, found, &sum->parts[found]->trades[taken[found]++]);
  }
}

/* Marks with a position of any. At the end of the data it is closed after the mark. */
static int32_t count_held(const tide_result *r, uint8_t *held) {
  for (int32_t i = 0; i < r->n_trades; i++) {
    const tide_trade *t = &r->trades[i];
    const int32_t end = t->exit_bar + (t->reason == TIDE_EXIT_END_OF_DATA);
    for (int32_t b = t->entry_bar; b < end; b++)
      if (b >= r->first && b <= r->last) held[b - r->first] = 1;
  }
  int32_t count = 0;
  for (int32_t b = 0; b <= r->last - r->first; b++) count += held[b];
  return count;
}

static int add_up(const tide_sum *sum, tide_result *r, tide_error *error) {
  const size_t bars = (size_t)(r->last - r->first) + 1;
  double *equity = calloc(bars + 1, sizeof *equity);
  tide_trade *trades = malloc(((size_t)r->n_trades + 1) * sizeof *trades);
  int32_t *taken = calloc((size_t)sum->n + 1, sizeof *taken);
  uint8_t *held = calloc(bars + 1, 1);
  r->equity = equity;
  r->trades = trades;
  const bool room = equity && trades && taken && held;
  if (room) {
    for (int32_t k = 0; k < sum->n; k++) add_equity(sum, k, r, equity);
    merge_trades(sum, r, trades, taken);
    r->final_equity = equity[bars - 1];
    r->ruined = r->final_equity <= 0.0;
    tide__metrics_for(r, sum->signals, sum->settings, count_held(r, held));
  }
  free(taken);
  free(held);
  return room ? TIDE_OK : tide__error(error, TIDE_ENOMEM, "out of memory");
}

int tide_result_sum(const tide_sum *sum, tide_result **out, tide_error *error) {
  *out = NULL;
  int status = check(sum, error);
  if (status != TIDE_OK) return status;
  tide_result *r = calloc(1, sizeof *r);
  if (!r) return tide__error(error, TIDE_ENOMEM, "out of memory");
  find_range(sum, r);
  for (int32_t k = 0; k < sum->n; k++) {
    r->n_trades += sum->parts[k]->n_trades;
    r->fees += sum->parts[k]->fees;
    r->turnover += sum->parts[k]->turnover;
    r->funding += sum->parts[k]->funding;
  }
  status = add_up(sum, r, error);
  if (status == TIDE_OK)
    *out = r;
  else
    tide_result_free(r);
  return status;
}
