/* account_margin.c -- liquidation: where the sum of all shares is worth no more than the margin
 * that their positions must keep. */
#include "backtest/profile.h"
#include "core/nan.h"
#include "event/run.h"

/* Cash of all, and what positions in other markets are worth beyond their margin. */
static double money_of(const tide_events *e, int32_t market, double maintenance) {
  const tide__accounts *a = e->accounts;
  double money = 0.0;
  for (int32_t k = 0; k < a->n; k++) {
    const tide__share *s = a->of[a->list[k]];
    money += s->money.cash;
    for (int32_t i = 0, left = s->open; left > 0 && i < TIDE_EVENTS_MARKETS; i++) {
      const tide__position *pair = s->pair[i];
      const double held = pair[TIDE_LONG].quantity + pair[TIDE_SHORT].quantity;
      if (!(held > 0.0)) continue;
      left--;
      if (i == market) continue;
      const double price = tide__accounts_value(e, s, i);
      money += tide__worth(pair, price) - maintenance * held * price;
    }
  }
  return money;
}

static double quantity_of(const tide__accounts *a, int32_t market, int32_t side) {
  double sum = 0.0;
  for (int32_t k = 0; k < a->n; k++) sum += a->of[a->list[k]]->pair[market][side].quantity;
  return sum;
}

/* Closes one side of a market, of every strategy; in markets of ticks as the market allows. */
static bool close_side(tide_events *e, tide__market *m, int32_t side, double price) {
  const tide__accounts *a = e->accounts;
  const tide__forced forced = {.kind = TIDE_FILLED_LIQUIDATION,
                               .why = TIDE_WHY_LIQUIDATED,
                               .price = m->by == TIDE__BY_CANDLES ? price : TIDE__NAN,
                               .slips = true};
  bool closed = false;
  for (int32_t k = 0; k < a->n; k++)
    if (tide__open(&a->of[a->list[k]]->pair[m->number][side]))
      closed = tide__venue_force(e, m, a->list[k], &forced) || closed;
  return closed;
}

bool tide__accounts_liquidate(tide_events *e, tide__market *m, const tide__way *way) {
  const tide__accounts *a = e->accounts;
  if (!a || a->open[m->number] == 0 || !tide__profile_of(&a->all)->liquidates) return false;
  const double maintenance = a->all.maintenance;
  const double money = money_of(e, m->number, maintenance);
  const double longs = quantity_of(a, m->number, TIDE_LONG);
  const double shorts = quantity_of(a, m->number, TIDE_SHORT);
  bool closed = false;
  for (int32_t side = 0; side < 2; side++) {
    const double d = tide__dir(side);
    const double line = tide__liquidation(money, longs, shorts, maintenance, d);
    if (isinf(line) || !tide__reached(-d, d > 0.0 ? way->low : way->high, line)) continue;
    const double price = tide__further(-d, way->from, line);
    if (fabs(price - way->from) < way->away) closed = close_side(e, m, side, price) || closed;
  }
  return closed;
}
