/* account.c -- shares given to strategies, and what there is of them now. */
#include "core/error.h"
#include "core/nan.h"
#include "event/run.h"

#include <stdlib.h>

static void free_share(tide__share *s) {
  if (!s) return;
  free(s->money.traded);
  free(s->history.trades);
  free(s->history.fills);
  free(s->pair);
  free(s->equity);
  free(s);
}

void tide__accounts_free(tide__accounts *a) {
  if (!a) return;
  for (int32_t i = 0; i < TIDE_EVENTS_STRATEGIES; i++) free_share(a->of[i]);
  tide__minutes_free(&a->minutes);
  free(a);
}

static tide__share *new_share(const tide_settings *settings) {
  tide__share *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->set = *settings;
  s->pair = calloc(TIDE_EVENTS_MARKETS, sizeof *s->pair);
  if (!s->pair) {
    free(s);
    return NULL;
  }
  tide__account_begin(&s->money, &s->set);
  s->history.keeps_fills = settings->record_fills;
  s->peak = settings->cash;
  return s;
}

static void enlist(tide__accounts *a, int32_t strategy, tide__share *s) {
  int32_t i = a->n++;
  for (; i > 0 && a->list[i - 1] > strategy; i--) a->list[i] = a->list[i - 1];
  a->list[i] = strategy;
  a->of[strategy] = s;
  a->all = a->of[a->list[0]]->set;
  a->all.cash = 0.0;
  for (int32_t k = 0; k < a->n; k++) a->all.cash += a->of[a->list[k]]->set.cash;
}

static bool is_strategy(int32_t strategy) {
  return strategy >= 0 && strategy < TIDE_EVENTS_STRATEGIES;
}

int tide_events_account(tide_events *e, int32_t strategy, const tide_settings *settings,
                        tide_error *error) {
  if (!is_strategy(strategy))
    return tide__error(error, TIDE_EINVAL, "strategies are 0 to %d, not %d",
                       TIDE_EVENTS_STRATEGIES - 1, strategy);
  if (e->started || tide__accounts_share(e, strategy))
    return tide__error(error, TIDE_EINVAL, "strategy %d has an account, or events have begun",
                       strategy);
  if (!(settings->cash > 0.0) || !(settings->leverage > 0.0) || settings->tiers < 0 ||
      settings->tiers > TIDE_MAX_TIERS)
    return tide__error(error, TIDE_EINVAL,
                       "an account needs cash and leverage above 0, and at most %d tiers",
                       TIDE_MAX_TIERS);
  if (!e->accounts) e->accounts = calloc(1, sizeof *e->accounts);
  tide__share *s = e->accounts ? new_share(settings) : NULL;
  if (!s) return tide__error(error, TIDE_ENOMEM, "out of memory");
  enlist(e->accounts, strategy, s);
  return TIDE_OK;
}

static const tide__share *find(const tide_events *e, int32_t strategy) {
  return is_strategy(strategy) ? tide__accounts_share(e, strategy) : NULL;
}

int tide_events_account_start(tide_events *e, int32_t strategy, int32_t bar) {
  if (!find(e, strategy) || bar < 0) return TIDE_EINVAL;
  e->accounts->of[strategy]->start = bar;
  return TIDE_OK;
}

/* The candles that were added first; without any, the first market that takes orders. */
void tide__accounts_start(tide_events *e) {
  tide__accounts *a = e->accounts;
  a->source = -1;
  for (int32_t i = 0; i < e->clock.n; i++) {
    const tide__track *t = &e->clock.track[i];
    if (t->kind != TIDE_EVENT_CANDLE || (a->source >= 0 && t->source > a->source)) continue;
    a->source = t->source;
    a->bars.candles = t->columns.candles;
  }
  for (a->market = 0; a->market < TIDE_EVENTS_MARKETS && !e->market[a->market];) a->market++;
  if (a->source >= 0) return;
  tide__minutes_begin(&a->minutes);
  a->bars.candles = &a->minutes.view;
}

double tide__accounts_price(const tide__market *m) {
  if (!isnan(m->last)) return tide__units_value(m->last, m->price_digits);
  if (m->by != TIDE__BY_BOOK) return TIDE__NAN;
  const double twice = tide__market_best(m, TIDE_BID) + tide__market_best(m, TIDE_ASK);
  return tide__units_value(twice, m->price_digits) / 2.0;
}

double tide__accounts_equity(const tide_events *e, const tide__share *s) {
  double equity = s->money.cash;
  for (int32_t i = 0, left = s->open; left > 0; i++) {
    const tide__position *pair = s->pair[i];
    if (!tide__open(&pair[TIDE_LONG]) && !tide__open(&pair[TIDE_SHORT])) continue;
    equity += tide__worth(pair, tide__accounts_value(e, s, i));
    left--;
  }
  return equity;
}

double tide__accounts_value(const tide_events *e, const tide__share *s, int32_t market) {
  const double price = tide__accounts_price(e->market[market]);
  const tide__position *pair = s->pair[market];
  if (!isnan(price)) return price;
  return pair[tide__open(&pair[TIDE_LONG]) ? TIDE_LONG : TIDE_SHORT].entry;
}

double tide_events_cash(const tide_events *e, int32_t strategy) {
  const tide__share *s = find(e, strategy);
  return s ? s->money.cash : TIDE__NAN;
}

double tide_events_equity(const tide_events *e, int32_t strategy) {
  if (strategy == TIDE_EVENTS_ALL && e->accounts) {
    double sum = 0.0;
    for (int32_t k = 0; k < e->accounts->n; k++)
      sum += tide__accounts_equity(e, e->accounts->of[e->accounts->list[k]]);
    return sum;
  }
  const tide__share *s = find(e, strategy);
  return s ? tide__accounts_equity(e, s) : TIDE__NAN;
}

int tide_events_holding(const tide_events *e, int32_t market, int32_t strategy, tide_holding *out) {
  const tide__share *s = find(e, strategy);
  if (!s || market < 0 || market >= TIDE_EVENTS_MARKETS || !e->market[market]) return TIDE_EMISSING;
  *out = (tide_holding){.entry = TIDE__NAN, .price = tide__accounts_price(e->market[market])};
  for (int32_t side = 0; side < 2; side++) {
    const tide__position *p = &s->pair[market][side];
    if (!tide__open(p)) continue;
    const double d = tide__dir(side);
    out->price = tide__accounts_value(e, s, market);
    out->quantity = d * p->quantity;
    out->entry = p->entry;
    out->profit = d * p->quantity * (out->price - p->entry);
    out->fees = p->fees;
    out->funding = p->funding;
    out->time = p->time;
  }
  return TIDE_OK;
}

const tide_signals *tide_events_bars(const tide_events *e) {
  return e->accounts ? &e->accounts->bars : NULL;
}

const tide_settings *tide_events_settings(const tide_events *e, int32_t strategy) {
  if (strategy == TIDE_EVENTS_ALL) return e->accounts ? &e->accounts->all : NULL;
  const tide__share *s = find(e, strategy);
  return s ? &s->set : NULL;
}
