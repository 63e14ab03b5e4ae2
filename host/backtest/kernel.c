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
  const int32_t defined = s->set->settle ? s->signals->settled : s->signals->first;
  const int32_t start = defined > s->first ? defined : s->first;
  s->start = start > c->n - s->profile->signal_delay ? c->n : start + s->profile->signal_delay;
  return TIDE_OK;
}

static int prepare(tide__sim *s, tide_error *error) {
  for (int32_t side = 0; side < 2; side++) {
    s->side[side] = s->signals->side[side];
    sort_partials(&s->side[side]);
    s->entries_period[side] = INT64_MIN;
  }
  s->cash = s->peak = s->set->cash;
  s->stopped_bar = -1;
  const int rc = choose_range(s, error);
  if (rc != TIDE_OK) return rc;
  s->equity = malloc((size_t)(s->last - s->first + 1) * sizeof *s->equity);
  if (!s->equity || tide__decide_prepare(s) != TIDE_OK)
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  return tide__cost_prepare(s, error);
}

static tide_result *make_result(tide__sim *s) {
  tide_result *r = calloc(1, sizeof *r);
  if (!r) return NULL;
  r->first = s->first;
  r->last = s->last;
  r->start = s->start;
  r->ruined = s->ruined;
  r->n_trades = s->n_trades;
  r->trades = s->trades;
  r->n_fills = s->n_fills;
  r->fills = s->fills;
  r->equity = s->equity;
  r->final_equity = s->equity[s->last - s->first];
  r->fees = s->fees;
  r->turnover = s->turnover;
  r->funding = s->funding;
  s->trades = NULL;
  s->fills = NULL;
  s->equity = NULL;
  return r;
}

int tide_backtest(const tide_signals *signals, const tide_settings *settings, tide_result **out,
                  tide_error *error) {
  *out = NULL;
  tide__sim s = {.signals = signals,
                 .set = settings,
                 .profile = tide__profile_of(settings),
                 .c = signals->candles};
  int rc = tide__check_run(signals, settings, error);
  if (rc == TIDE_OK) rc = prepare(&s, error);
  if (rc == TIDE_OK) {
    for (int32_t t = s.first; t <= s.last && !s.failed && !s.ruined; t = tide__jump(&s, t))
      tide__visit(&s, t);
    tide_result *r = s.failed ? NULL : make_result(&s);
    if (r)
      tide__metrics(&s, r);
    else
      rc = tide__error(error, TIDE_ENOMEM, "out of memory");
    *out = r;
  }
  free(s.masks);
  free(s.slip);
  free(s.daily_sigma);
  free(s.daily_volume);
  free(s.traded);
  free(s.trades);
  free(s.fills);
  free(s.equity);
  return rc;
}

void tide_result_free(tide_result *r) {
  if (!r) return;
  free((void *)(uintptr_t)r->trades);
  free((void *)(uintptr_t)r->fills);
  free((void *)(uintptr_t)r->equity);
  free(r);
}
