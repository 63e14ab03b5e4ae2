/* account_mark.c -- what time brings: marks at the closes of bars, funding, extremes of prices, and
 * the end of an account. */
#include "core/nan.h"
#include "core/timeframe.h"
#include "event/run.h"

#include <stdlib.h>

static bool reserve(tide__share *s, const tide_candles *c, int32_t bar) {
  if (bar < s->cap_equity) return true;
  const int32_t capacity = bar < c->n && s->cap_equity == 0 ? c->n + 1 : 2 * (bar + 1);
  double *grown = realloc(s->equity, (size_t)capacity * sizeof *grown);
  if (!grown) return false;
  s->equity = grown;
  s->cap_equity = capacity;
  return true;
}

/* Closes all positions of a strategy at the last prices, without slippage. */
static void close_all(tide_events *e, int32_t strategy, int32_t kind, int32_t why) {
  tide__share *s = tide__accounts_share(e, strategy);
  for (int32_t i = 0; i < TIDE_EVENTS_MARKETS && s->open > 0; i++) {
    tide__market *m = e->market[i];
    if (!m || !m->of[strategy]) continue;
    const double price = tide__accounts_value(e, s, i);
    tide__venue_force(e, m, strategy,
                      &(tide__forced){.kind = kind,
                                      .why = why,
                                      .price = tide__units_of(price, m->price_digits, false)});
  }
  s->over = true;
}

/* Whether a bar is the last before the end of what the settings want. */
static bool is_last(const tide__share *s, const tide_candles *c, int32_t bar) {
  if (!s->set.to) return false;
  const int64_t next =
    bar + 1 < c->n ? c->time[bar + 1] : tide__timeframe_close(c->timeframe, c->time[bar]);
  return next >= s->set.to;
}

static void mark_share(tide_events *e, int32_t strategy, int32_t bar) {
  const tide_candles *c = e->accounts->bars.candles;
  tide__share *s = tide__accounts_share(e, strategy);
  if (!reserve(s, c, bar)) {
    e->failed = true;
    return;
  }
  const double equity = tide__accounts_equity(e, s);
  tide__account_at(&s->money, c->time[bar]); /* the rate that a decision counts on */
  s->equity[bar] = equity;
  if (s->over) return;
  s->last = bar;
  s->held += s->open > 0;
  if (equity > s->peak) s->peak = equity;
  s->ruined = equity <= 0.0;
  if (s->ruined)
    close_all(e, strategy, TIDE_FILLED_RUINED, TIDE_WHY_RUINED);
  else if (is_last(s, c, bar))
    close_all(e, strategy, TIDE_FILLED_END_OF_DATA, TIDE_WHY_OVER);
  s->equity[bar] = tide__accounts_equity(e, s);
}

static void mark(tide_events *e, int32_t bar) {
  tide__accounts *a = e->accounts;
  bool held = false;
  for (int32_t k = 0; k < a->n; k++) held = held || a->of[a->list[k]]->open > 0;
  for (int32_t k = 0; k < a->n; k++) mark_share(e, a->list[k], bar);
  a->held += held;
  a->marked = bar + 1;
}

void tide__accounts_until(tide_events *e, int64_t time) {
  tide__accounts *a = e->accounts;
  const tide__minutes *m = &a->minutes;
  if (a->source < 0 && a->marked < m->view.n && time >= m->until) mark(e, m->view.n - 1);
}

void tide__accounts_saw(tide_events *e, const tide__market *m, double low, double high) {
  const tide__accounts *a = e->accounts;
  if (!a || a->open[m->number] == 0) return;
  for (int32_t k = 0; k < a->n; k++) {
    tide__position *pair = a->of[a->list[k]]->pair[m->number];
    for (int32_t side = 0; side < 2; side++)
      if (tide__open(&pair[side])) tide__position_saw(&pair[side], low, high);
  }
}

void tide__accounts_fund(tide_events *e, const tide__market *m, const tide_candles *c, int32_t t) {
  const tide__accounts *a = e->accounts;
  if (!a || a->open[m->number] == 0 || !isfinite(c->funding[t])) return;
  const double price = c->mark && isfinite(c->mark[t]) ? c->mark[t] : c->open[t];
  for (int32_t k = 0; k < a->n; k++) {
    tide__share *s = a->of[a->list[k]];
    tide__position *pair = s->pair[m->number];
    for (int32_t side = 0; side < 2; side++)
      if (tide__open(&pair[side]))
        tide__position_fund(&pair[side], &s->money, tide__dir(side), price, c->funding[t]);
  }
}

/* Prices of markets of ticks: what they do to positions there. */
static void look(tide_events *e, tide__market *m) {
  if (m->by == TIDE__BY_CANDLES || e->accounts->open[m->number] == 0) return;
  const double price = tide__accounts_price(m);
  if (isnan(price)) return;
  tide__accounts_saw(e, m, price, price);
  const tide__way way = {.from = price, .low = price, .high = price, .away = TIDE__INF};
  tide__accounts_liquidate(e, m, &way);
}

void tide__accounts_row(tide_events *e, const tide__track *t) {
  tide__accounts *a = e->accounts;
  tide__market *m = e->market[t->market];
  const bool ticks = t->kind == TIDE_EVENT_TRADE || t->kind == TIDE_EVENT_BOOK;
  if (m && ticks) look(e, m);
  if (t->kind == TIDE_EVENT_CANDLE && t->source == a->source) mark(e, t->row);
  if (a->source >= 0 || t->market != a->market || !ticks) return;
  const double price = tide__accounts_price(m);
  if (!isnan(price) && !tide__minutes_add(&a->minutes, e->now, price)) e->failed = true;
}

bool tide__accounts_end(tide_events *e) {
  tide__accounts *a = e->accounts;
  if (!a || a->settled) return false;
  a->settled = true;
  tide__accounts_until(e, INT64_MAX);
  for (int32_t k = 0; k < a->n; k++) {
    tide__share *s = a->of[a->list[k]];
    if (!s->over) close_all(e, a->list[k], TIDE_FILLED_END_OF_DATA, TIDE_WHY_OVER);
    if (a->marked > 0) s->equity[a->marked - 1] = tide__accounts_equity(e, s);
  }
  return true;
}
