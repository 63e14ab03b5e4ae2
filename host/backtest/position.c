/* position.c -- opening, closing and following one position. */
#include "backtest/history.h"

#include <math.h>

double tide__level_price(const tide_level *level, double value, double from, double d) {
  switch (level->kind) {
  case TIDE_LEVEL_FRACTION:
    return from * (1.0 + d * level->fraction);
  case TIDE_LEVEL_DISTANCE:
    return from + d * value;
  case TIDE_LEVEL_PRICE:
    return value;
  default:
    return d * TIDE__INF;
  }
}

/* Levels that count from p->base. One that was touched already, as breakeven, is not set again. */
static void set_levels(const tide_side *spec, tide__position *p, double d) {
  const tide__intent *o = &p->intent;
  p->stop = tide__level_price(&spec->stop_loss, o->stop, p->base, -d);
  p->target = tide__level_price(&spec->take_profit, o->target, p->base, d);
  for (int32_t i = 0; i < spec->partials; i++)
    p->partial[i] = p->base * (1.0 + d * spec->partial[i].at);
}

static double breakeven_level(const tide_side *spec, const tide__position *p, double d) {
  return spec->breakeven_at > 0.0 ? p->base * (1.0 + d * spec->breakeven_at) : d * TIDE__INF;
}

/* Cash, fee and turnover of buying, or with a quantity below 0 of selling. */
static void pay(tide__account *a, double bought, tide__fill *fill) {
  fill->rate = tide__account_rate(a, fill->maker);
  fill->fee = tide__account_fee(a, fill->quantity, fill->price, fill->maker);
  a->cash -= bought * fill->price;
  a->cash -= fill->fee;
  a->fees += fill->fee;
  tide__account_traded(a, fill->time, fill->quantity * fill->price);
}

void tide__position_open(tide__position *p, tide__account *a, const tide_side *spec,
                         const tide__intent *intent, tide__fill *fill) {
  const double d = tide__dir(fill->side);
  pay(a, d * fill->quantity, fill);
  *p = (tide__position){.quantity = fill->quantity,
                        .initial = fill->quantity,
                        .entry = fill->price,
                        .base = fill->anchor,
                        .best = fill->anchor,
                        .low = fill->price,
                        .high = fill->price,
                        .in = fill->quantity * fill->price,
                        .fees = fill->fee,
                        .last_fill = fill->price,
                        .maker = fill->maker,
                        .bar = fill->bar,
                        .counted_from = fill->bar + (fill->at == TIDE_AT_CLOSE ? 1 : 0),
                        .time = fill->time,
                        .intent = *intent};
  set_levels(spec, p, d);
  p->trail = tide__level_price(&spec->trailing_stop, intent->trail, p->base, -d);
  p->breakeven = breakeven_level(spec, p, d);
  p->first_stop = tide__position_stop(p, d);
  p->first_target = p->target;
}

void tide__position_add(tide__position *p, tide__account *a, tide__fill *fill) {
  pay(a, tide__dir(fill->side) * fill->quantity, fill);
  p->quantity += fill->quantity;
  p->initial += fill->quantity;
  p->in += fill->quantity * fill->price;
  p->entry = p->in / p->initial;
  p->fees += fill->fee;
  p->last_fill = fill->price;
  p->adds++;
  tide__position_saw(p, fill->price, fill->price);
}

void tide__position_measure(tide__position *p, const tide_side *spec, double d) {
  const bool even = spec->breakeven_at > 0.0 && isinf(p->breakeven);
  p->base = p->entry;
  set_levels(spec, p, d);
  if (even)
    p->stop = tide__further(d, p->stop, p->entry);
  else
    p->breakeven = breakeven_level(spec, p, d);
}

void tide__position_close(tide__position *p, tide__account *a, tide__fill *fill) {
  double quantity = fill->quantity < p->quantity ? fill->quantity : p->quantity;
  /* Less than half a lot is what rounding left of a difference. */
  if (p->quantity - quantity < 0.5 * a->set->lot) quantity = p->quantity;
  fill->quantity = quantity;
  pay(a, -tide__dir(fill->side) * quantity, fill);
  p->quantity -= quantity;
  p->out += quantity * fill->price;
  p->fees += fill->fee;
}

/* Worst and best excursion: whole bars while held, and the exit price. */
static void measure_excursion(const tide__position *p, double d, double exit, tide_trade *row) {
  const double low = exit < p->low ? exit : p->low;
  const double high = exit > p->high ? exit : p->high;
  const double down = 1.0 - low / p->entry, up = high / p->entry - 1.0;
  row->mae = d > 0.0 ? down : up;
  row->mfe = d > 0.0 ? up : down;
}

void tide__position_trade(const tide__position *p, const tide__fill *last, tide_trade *row) {
  const double d = tide__dir(last->side);
  const double exit = p->out / p->initial;
  const double pnl = d * (p->out - p->in) - p->fees - p->funding;
  *row = (tide_trade){.side = last->side,
                      .reason = tide__reason_of(last->kind),
                      .bars = last->bar - p->bar + 1,
                      .signal_bar = p->intent.bar,
                      .entry_bar = p->bar,
                      .exit_bar = last->bar,
                      .entry_time = p->time,
                      .exit_time = last->time,
                      .entry_price = p->entry,
                      .exit_price = exit,
                      .quantity = p->initial,
                      .pnl = pnl,
                      .ret = pnl / p->in,
                      .fees = p->fees,
                      .funding = p->funding,
                      .equity = p->intent.equity,
                      .ref = p->intent.ref,
                      .wanted = p->intent.quantity,
                      .stop = isinf(p->first_stop) ? TIDE__NAN : p->first_stop,
                      .target = isinf(p->first_target) ? TIDE__NAN : p->first_target,
                      .maker = p->maker,
                      .market = last->market};
  measure_excursion(p, d, exit, row);
}

void tide__position_fund(tide__position *p, tide__account *a, double d, double mark, double rate) {
  const double paid = d * p->quantity * mark * rate;
  p->funding += paid;
  a->funding += paid;
  a->cash -= paid;
}

void tide__position_follow(tide__position *p, const tide_side *spec, double d, double favourable,
                           double now) {
  const tide_level *trail = &spec->trailing_stop;
  if (tide__reached(d, favourable, p->breakeven)) {
    p->stop = tide__further(d, p->stop, p->entry);
    p->breakeven = d * TIDE__INF;
  }
  if (trail->kind == TIDE_LEVEL_NONE) return;
  p->best = tide__further(d, p->best, favourable);
  double level;
  if (trail->kind == TIDE_LEVEL_FRACTION) {
    level = p->best * (1.0 - d * trail->fraction);
  } else {
    if (isnan(now)) return;
    level = trail->kind == TIDE_LEVEL_DISTANCE ? p->best - d * now : now;
  }
  p->trail = tide__further(d, p->trail, level);
}
