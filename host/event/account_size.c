/* account_size.c -- what is known when an order is decided, and how much a strategy may order then.
 */
#include "core/nan.h"
#include "event/run.h"

/* Slippage of market fills, as the market has it. */
static double slip_of(const tide__market *m) {
  return m->by == TIDE__BY_BOOK ? 0.0 : m->venue.slippage;
}

void tide__accounts_decide(const tide_events *e, tide__row *row) {
  const tide__share *s = tide__accounts_share(e, row->strategy);
  if (!s) return;
  const tide__market *m = tide__run_market(e, row);
  const double d = tide__direction(row->side);
  const double price = tide__accounts_price(m) * (1.0 + d * slip_of(m));
  row->bar = e->accounts->marked - 1;
  row->equity = tide__accounts_equity(e, s);
  row->ref = tide__row_has_limit(row) ? tide__units_value(row->price, m->price_digits) : price;
}

static bool is_sizing(const tide_events *e, const tide_sizing *want) {
  return want->strategy >= 0 && want->strategy < TIDE_EVENTS_STRATEGIES && want->market >= 0 &&
         want->market < TIDE_EVENTS_MARKETS && e->market[want->market] &&
         tide__accounts_share(e, want->strategy);
}

double tide_events_size(const tide_events *e, const tide_sizing *want) {
  if (!is_sizing(e, want)) return TIDE__NAN;
  const tide__share *s = tide__accounts_share(e, want->strategy);
  const tide__market *m = e->market[want->market];
  const double d = tide__direction(want->side), slip = slip_of(m);
  const bool stops = want->stop > 0.0;
  const tide_side spec = {.size = want->size,
                          .stop_loss = {.kind = stops ? TIDE_LEVEL_PRICE : TIDE_LEVEL_NONE}};
  const tide__intent intent = {
    .equity = tide__accounts_equity(e, s),
    .ref = want->price > 0.0 ? want->price : tide__accounts_price(m) * (1.0 + d * slip),
    .scale = want->scale > 0.0 ? want->scale : 1.0,
    .stop = want->stop,
    .slip = slip,
    .atr = want->atr};
  return tide__size_decide(&s->money, &s->history, &spec, &intent, d);
}
