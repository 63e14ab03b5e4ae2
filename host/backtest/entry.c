/* entry.c -- entries that wait: market orders for the next open or this close,
 * limits for a number of bars. */
#include "backtest/sim.h"

/* Sizes of other tools are made at the fill, from what is free there. */
static double quantity_at_fill(const tide__sim *s, int32_t side, double base, double price) {
  const tide_side *spec = &s->side[side];
  tide__intent o = s->order[side].intent;
  o.equity = s->account.cash;
  o.ref = price;
  o.slip =
    tide__slip(&s->slippage, o.bar, tide__size_guess(s->set, spec, o.equity, s->c->close[o.bar]));
  const double d = tide__dir(side);
  return s->profile->sizing == TIDE__SIZED_IN_WHOLE_UNITS
           ? tide__size_whole_units(&s->account, &s->history, spec, &o, d, base)
           : tide__size_decide(&s->account, &s->history, spec, &o, d);
}

/* What can be paid for at the fill. With another position open (hedging) its
 * initial margin, at the bar's price, is taken. */
static double cut_to_money(const tide__sim *s, double quantity, const tide__fill *fill) {
  const double free = tide__size_free(s->account.cash, s->position, fill->base, s->set->leverage);
  return tide__size_cut(&s->account, quantity, free, fill->price, fill->maker);
}

/* One account, one direction, unless hedging: a reversal whose exit volume has
 * cut does not open the other side. */
static bool blocked(const tide__sim *s, int32_t side) {
  return !s->set->hedging && tide__open(&s->position[1 - side]);
}

/* Fills what waits on `side` at the price `base` of bar t. An entry for which there
 * is no money, or no price above 0, disappears. */
static void fill_entry(tide__sim *s, int32_t side, tide__fill *fill) {
  const double d = tide__dir(side);
  fill->side = side;
  tide__order *o = &s->order[side];
  const bool decided = s->profile->sizing == TIDE__SIZED_AT_DECISION;
  double guess = decided ? o->intent.quantity : s->account.cash * s->set->leverage / fill->base;
  guess = tide__let_through(s, guess, fill->bar);
  fill->slip =
    o->limit ? 0.0 : tide__slip(&s->slippage, tide__completed(fill->bar, fill->at), guess);
  fill->price = fill->base * (1.0 + d * fill->slip);
  double quantity =
    decided ? o->intent.quantity : quantity_at_fill(s, side, fill->base, fill->price);
  quantity = tide__let_through(s, quantity, fill->bar);
  if (s->profile->sizing != TIDE__SIZED_IN_WHOLE_UNITS) quantity = cut_to_money(s, quantity, fill);
  o->live = false;
  if (!(quantity > 0.0) || !(fill->price > 0.0) || blocked(s, side)) return;
  fill->quantity = quantity;
  if (o->adds)
    tide__fill_add(s, fill);
  else
    tide__fill_entry(s, fill);
}

void tide__entry_at_open(tide__sim *s, int32_t side, int32_t t) {
  const tide__order *o = &s->order[side];
  const double d = tide__dir(side);
  if (!o->live || t <= o->intent.bar) return;
  const double open = s->c->open[t];
  if (o->limit && !tide__reached(-d, open, o->intent.ref)) return;
  fill_entry(s, side,
             &(tide__fill){.bar = t, .at = o->limit ? TIDE_AT_GAP : TIDE_AT_OPEN, .base = open});
}

bool tide__entry_inside(tide__sim *s, int32_t side, int32_t t) {
  tide__order *o = &s->order[side];
  const double d = tide__dir(side);
  if (!o->live || !o->limit || t <= o->intent.bar) return false;
  const double adverse = d > 0.0 ? s->c->low[t] : s->c->high[t];
  if (tide__reached(d, adverse, o->intent.ref)) { /* touching is not enough */
    if (t >= o->until) o->live = false;
    return false;
  }
  fill_entry(s, side,
             &(tide__fill){.bar = t, .at = TIDE_AT_LEVEL, .base = o->intent.ref, .maker = true});
  return tide__open(&s->position[side]);
}

void tide__entry_at_close(tide__sim *s, int32_t side, int32_t t) {
  const tide__order *o = &s->order[side];
  if (!o->live || o->limit) return;
  fill_entry(s, side, &(tide__fill){.bar = t, .at = TIDE_AT_CLOSE, .base = s->c->close[t]});
}

void tide__entry_again(tide__sim *s, int32_t side, int32_t t, int32_t at) {
  const tide__order *o = &s->order[side];
  if (!o->live || o->limit) return;
  const double price = at == TIDE_AT_CLOSE ? s->c->close[t] : s->c->open[t];
  fill_entry(s, side, &(tide__fill){.bar = t, .at = at, .base = price});
}
