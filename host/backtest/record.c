/* record.c -- each fill of a run with what its price and fee came from, kept when
 * the settings ask for it. Until its trade is written, a row belongs to -1 - side. */
#include "backtest/sim.h"

#include <stdlib.h>

static tide_fill_row *push_row(tide__sim *s) {
  if (s->n_fills == s->cap_fills) {
    const int32_t cap = s->cap_fills ? 2 * s->cap_fills : 64;
    tide_fill_row *grown = realloc(s->fills, (size_t)cap * sizeof *grown);
    if (!grown) {
      s->failed = true;
      return NULL;
    }
    s->fills = grown;
    s->cap_fills = cap;
  }
  return &s->fills[s->n_fills++];
}

void tide__record(tide__sim *s, int32_t side, const tide__fill *fill, double quantity) {
  tide_fill_row *row = push_row(s);
  if (!row) return;
  const bool entry = fill->kind == TIDE_FILLED_ENTRY;
  const tide__decided decided = entry ? s->decided[side] : (tide__decided){0};
  *row = (tide_fill_row){.trade = -1 - side,
                         .bar = fill->t,
                         .kind = fill->kind,
                         .at = fill->at,
                         .base = fill->base,
                         .slip = fill->slip,
                         .price = fill->price,
                         .wanted = entry ? s->position[side].order.quantity : fill->quantity,
                         .quantity = quantity,
                         .rate = fill->maker ? s->account.maker_rate : s->account.rate,
                         .fee = tide__account_fee(&s->account, quantity, fill->price, fill->maker),
                         .decided_peak = decided.peak,
                         .decided_rate = decided.rate,
                         .decided_slip = decided.slip,
                         .maker = fill->maker};
}

void tide__record_trade(tide__sim *s, int32_t side) {
  for (int32_t i = s->n_fills - 1; i >= 0; i--) {
    tide_fill_row *row = &s->fills[i];
    if (row->trade != -1 - side) continue;
    row->trade = s->n_trades - 1;
    if (row->kind == TIDE_FILLED_ENTRY) return;
  }
}
