/* account_size.c -- what is known when an order is decided, and how much a strategy may order then.
 */
#include "core/nan.h"
#include "event/run.h"

void tide__accounts_decide(const tide_events *e, tide__row *row) {
  const tide__share *s = tide__accounts_share(e, row->strategy);
  if (!s) return;
  const tide__market *m = tide__run_market(e, row);
  const double d = tide__direction(row->side);
  const double quantity = tide__units_value(row->asked, m->quantity_digits);
  const double slip = tide__slip_deciding(m, e->now, quantity);
  const double price = tide__accounts_price(m) * (1.0 + d * slip);
  row->bar = e->accounts->marked - 1;
  row->equity = tide__accounts_equity(e, s);
  row->ref = tide__row_has_limit(row) ? tide__units_value(row->price, m->price_digits) : price;
}

static bool is_sizing(const tide_events *e, const tide_sizing *want) {
  return want->strategy >= 0 && want->strategy < TIDE_EVENTS_STRATEGIES && want->market >= 0 &&
         want->market < TIDE_EVENTS_MARKETS && e->market[want->market] &&
         tide__accounts_share(e, want->strategy);
}

/* A drawdown shrinks what is entered. */
static double scale_of(const tide__share *s, const tide_sizing *want, double equity) {
  const double scale = want->scale > 0.0 ? want->scale : 1.0;
  if (!(s->set.drawdown_scale > 0.0)) return scale;
  const double rest = 1.0 - (1.0 - equity / s->peak) / s->set.drawdown_scale;
  return scale * (rest > 0.0 ? rest : 0.0);
}

double tide_events_size(const tide_events *e, const tide_sizing *want) {
  if (!is_sizing(e, want)) return TIDE__NAN;
  const tide__share *s = tide__accounts_share(e, want->strategy);
  const tide__market *m = e->market[want->market];
  const double d = tide__direction(want->side), now = tide__accounts_price(m);
  const bool stops = want->stop > 0.0;
  const tide_side spec = {.size = want->size,
                          .stop_loss = {.kind = stops ? TIDE_LEVEL_PRICE : TIDE_LEVEL_NONE}};
  const double equity = tide__accounts_equity(e, s);
  const double slip = tide__slip_deciding(m, e->now, tide__size_guess(&s->set, &spec, equity, now));
  const tide__intent intent = {.equity = equity,
                               .ref = want->price > 0.0 ? want->price : now * (1.0 + d * slip),
                               .scale = scale_of(s, want, equity),
                               .stop = want->stop,
                               .slip = slip,
                               .atr = want->atr};
  return tide__size_decide(&s->money, &s->history, &spec, &intent, d);
}
