/* kernel.c -- one strategy over one market (semantics.md, 2): visit a bar, jump
 * to the next that matters, measure at the end. */
#include "backtest/sim.h"
#include "core/error.h"

#include <stdlib.h>

static void sort_partials(tide_side *side) {
  for (int32_t i = 1; i < side->partials; i++)
    for (int32_t j = i; j > 0 && side->partial[j].at < side->partial[j - 1].at; j--) {
      const tide_partial nearer = side->partial[j];
      side->partial[j] = side->partial[j - 1];
      side->partial[j - 1] = nearer;
    }
}

/* The bars to trade and mark: those with from <= time < to. */
static int choose_range(tide__sim *s, tide_error *error) {
  const tide_candles *c = s->c;
  s->last = c->n - 1;
  if (s->set->from)
    while (s->first < c->n && c->time[s->first] < s->set->from) s->first++;
  if (s->set->to)
    while (s->last >= 0 && c->time[s->last] >= s->set->to) s->last--;
  if (s->first > s->last)
    return tide__error(error, TIDE_ESHORT, "no bar lies between the given dates");
  tide__sim_choose_start(s);
  return TIDE_OK;
}

void tide__sim_choose_start(tide__sim *s) {
  const int32_t n = s->c->n, delay = s->profile->signal_delay;
  const int32_t defined = s->set->settle ? s->signals->settled : s->signals->first;
  const int32_t start = defined > s->first ? defined : s->first;
  s->start = start > n - delay ? n : start + delay;
}

/* What does not depend on the bars. */
void tide__sim_sides(tide__sim *s) {
  for (int32_t side = 0; side < 2; side++) {
    s->side[side] = s->signals->side[side];
    sort_partials(&s->side[side]);
  }
}

static void prepare(tide__sim *s) {
  tide__sim_sides(s);
  for (int32_t side = 0; side < 2; side++) s->entries_period[side] = INT64_MIN;
  tide__account_begin(&s->account, s->set);
  s->peak = s->set->cash;
  s->stopped_bar = -1;
}

static int take_range(tide__sim *s, tide_error *error) {
  const int rc = choose_range(s, error);
  if (rc != TIDE_OK) return rc;
  tide__scratch *k = s->scratch;
  s->equity =
    tide__scratch_doubles(&k->equity, &k->cap_equity, (size_t)s->last - (size_t)s->first + 1);
  if (!s->equity || tide__decide_prepare(s, tide__bits_words(s->c->n)) != TIDE_OK)
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  return tide__slippage_prepare(&s->slippage, s->signals, s->set, k, error);
}

/* Room for rows, from the runs before. */
static void take(tide__sim *s) {
  const tide__scratch *k = s->scratch;
  s->account.traded = k->traded;
  s->account.cap_traded = k->cap_traded;
  s->history.trades = k->trades;
  s->history.cap_trades = k->cap_trades;
  s->history.keeps_fills = s->set->record_fills;
  s->history.fills = k->fills;
  s->history.cap_fills = k->cap_fills;
}

/* What grew during the run. */
static void give_back(const tide__sim *s) {
  tide__scratch *k = s->scratch;
  k->traded = s->account.traded;
  k->cap_traded = s->account.cap_traded;
  k->trades = s->history.trades;
  k->cap_trades = s->history.cap_trades;
  k->fills = s->history.fills;
  k->cap_fills = s->history.cap_fills;
}

static void fill_result(const tide__sim *s, tide_result *r) {
  *r = (tide_result){.first = s->first,
                     .last = s->last,
                     .start = s->start,
                     .ruined = s->ruined,
                     .n_trades = s->history.n_trades,
                     .trades = s->history.trades,
                     .n_fills = s->history.n_fills,
                     .fills = s->history.fills,
                     .equity = s->equity,
                     .final_equity = s->equity[s->last - s->first],
                     .fees = s->account.fees,
                     .turnover = s->account.turnover,
                     .funding = s->account.funding};
}

int tide__sim_begin(tide__sim *s, const tide_signals *signals, const tide_settings *settings,
                    tide__scratch *k, tide_error *error) {
  *s = (tide__sim){.signals = signals,
                   .set = settings,
                   .profile = tide__profile_of(settings),
                   .c = signals->candles,
                   .scratch = k};
  const int rc = tide__check_run(signals, settings, error);
  if (rc != TIDE_OK) return rc;
  prepare(s);
  take(s);
  return TIDE_OK;
}

/* The one place that visits a bar: the compiler makes one loop of all of it. */
void tide__sim_bars(tide__sim *s, int32_t from, int32_t to) {
  for (int32_t t = from;; t = tide__jump(s, t)) {
    tide__visit(s, t);
    if (t >= to || s->ruined || s->account.failed || s->history.failed) return;
  }
}

int tide__sim_end(tide__sim *s, tide_result *r, tide_error *error) {
  give_back(s);
  if (s->account.failed || s->history.failed)
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  fill_result(s, r);
  tide__metrics(s, r);
  return TIDE_OK;
}

int tide__backtest_run(const tide_signals *signals, const tide_settings *settings, tide__scratch *k,
                       tide_result *r, tide_error *error) {
  tide__sim s;
  int rc = tide__sim_begin(&s, signals, settings, k, error);
  if (rc == TIDE_OK) rc = take_range(&s, error);
  if (rc != TIDE_OK) return rc;
  tide__slippage_bars(k, signals, settings);
  tide__sim_bars(&s, s.first, s.last);
  return tide__sim_end(&s, r, error);
}

int tide_backtest(const tide_signals *signals, const tide_settings *settings, tide_result **out,
                  tide_error *error) {
  *out = NULL;
  tide__scratch k = {0};
  tide_result *r = malloc(sizeof *r);
  if (!r) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const int rc = tide__backtest_run(signals, settings, &k, r, error);
  if (rc == TIDE_OK) {
    *out = r;
    tide__scratch_release(&k);
  } else {
    free(r);
  }
  tide__scratch_free(&k);
  return rc;
}

void tide_result_free(tide_result *r) {
  if (!r) return;
  free((void *)(uintptr_t)r->trades);
  free((void *)(uintptr_t)r->fills);
  free((void *)(uintptr_t)r->equity);
  free(r);
}
