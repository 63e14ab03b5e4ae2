/* account.c -- commission by rate or by tier of what was traded in 30 days. */
#include "backtest/account.h"
#include "core/nan.h"
#include "core/timeframe.h"

#include <stdlib.h>

void tide__account_begin(tide__account *a, const tide_settings *set) {
  const double maker = set->commission_maker;
  a->set = set;
  a->cash = set->cash;
  a->rate = set->commission;
  a->maker_rate = maker == -1.0 ? a->rate : maker;
  if (set->tiers > 0) {
    a->rate = set->tier[0].rate;
    a->maker_rate = set->tier[0].maker;
  }
}

static void choose_tier(tide__account *a) {
  for (int32_t i = 0; i < a->set->tiers; i++) {
    const tide_tier *tier = &a->set->tier[i];
    if (i > 0 && a->traded_30d < tier->from) break;
    a->rate = tier->rate;
    a->maker_rate = tier->maker;
  }
}

void tide__account_remember(tide__account *a, int64_t time, double notional) {
  if (a->n_traded == a->cap_traded) {
    const int32_t cap = a->cap_traded ? 2 * a->cap_traded : 256;
    tide__traded *grown = realloc(a->traded, (size_t)cap * sizeof *grown);
    if (!grown) {
      a->failed = true;
      return;
    }
    a->traded = grown;
    a->cap_traded = cap;
  }
  a->traded[a->n_traded++] = (tide__traded){time, notional};
  a->traded_30d += notional;
  choose_tier(a);
}

void tide__account_forget(tide__account *a, int64_t time) {
  const int64_t since = time - 30 * TIDE__DAY_US;
  while (a->oldest_traded < a->n_traded && a->traded[a->oldest_traded].time < since)
    a->traded_30d -= a->traded[a->oldest_traded++].notional;
  choose_tier(a);
}

/* money + net * x = maintenance * gross * x, solved for x; ruin is the same with
 * no maintenance. Only a price on the adverse side of a position counts. */
double tide__liquidation(double money, double longs, double shorts, double maintenance, double d) {
  const double slope = longs - shorts - maintenance * (longs + shorts);
  const double price = -money / slope;
  return slope * d > 0.0 && price > 0.0 ? price : -d * TIDE__INF;
}
