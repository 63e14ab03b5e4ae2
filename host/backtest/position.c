/* position.c -- opening, closing and following one position; a trade row is
 * written when it is flat again. */
#include "backtest/sim.h"
#include "core/timeframe.h"

#include <stdlib.h>

static double level_price(const tide_level *level, double value, double base, double d) {
  switch (level->kind) {
  case TIDE_LEVEL_FRACTION:
    return base * (1.0 + d * level->fraction);
  case TIDE_LEVEL_DISTANCE:
    return base + d * value;
  case TIDE_LEVEL_PRICE:
    return value;
  default:
    return d * TIDE__INF;
  }
}

static void set_levels(const tide_side *spec, tide__position *p, double d) {
  const tide__order *o = &p->order;
  p->stop = level_price(&spec->stop_loss, o->stop, p->base, -d);
  p->trail = level_price(&spec->trailing_stop, o->trail, p->base, -d);
  p->target = level_price(&spec->take_profit, o->target, p->base, d);
  p->breakeven =
    spec->breakeven_at > 0.0 ? p->base * (1.0 + d * spec->breakeven_at) : d * TIDE__INF;
  for (int32_t i = 0; i < spec->partials; i++)
    p->partial[i] = p->base * (1.0 + d * spec->partial[i].at);
  p->first_stop = tide__position_stop(p, d);
}

double tide__position_stop(const tide__position *p, double d) {
  return tide__further(d, p->stop, p->trail);
}

/* Entries of a side in the period of its max_entries. */
static void count_entry(tide__sim *s, int32_t side, int32_t t) {
  if (s->side[side].max_entries <= 0) return;
  const int64_t period = tide__timeframe_floor(s->side[side].max_entries_period, s->c->time[t]);
  if (period != s->entries_period[side]) s->entries[side] = 0;
  s->entries_period[side] = period;
  s->entries[side]++;
}

void tide__position_open(tide__sim *s, int32_t side, const tide__fill *fill) {
  const double d = tide__dir(side);
  tide__position *p = &s->position[side];
  const double fee = tide__account_fee(&s->account, fill->quantity, fill->price, fill->maker);
  *p = (tide__position){.quantity = fill->quantity,
                        .initial = fill->quantity,
                        .entry = fill->price,
                        .base = s->profile->base_is_bar_price ? fill->base : fill->price,
                        .fees = fee,
                        .maker = fill->maker,
                        .bar = fill->t,
                        .counted_from = fill->t + (fill->at == TIDE_AT_CLOSE ? 1 : 0),
                        .order = s->order[side]};
  p->best = p->base;
  p->low = p->high = p->entry;
  set_levels(&s->side[side], p, d);
  s->account.cash -= d * fill->quantity * fill->price;
  s->account.cash -= fee;
  s->account.fees += fee;
  if (s->set->record_fills) tide__record(s, side, fill, fill->quantity);
  tide__account_traded(&s->account, s->c->time[fill->t], fill->quantity * fill->price);
  s->order[side].live = false;
  count_entry(s, side, fill->t);
}

static tide_trade *push_trade(tide__sim *s) {
  if (s->n_trades == s->cap_trades) {
    const int32_t cap = s->cap_trades ? 2 * s->cap_trades : 64;
    tide_trade *grown = realloc(s->trades, (size_t)cap * sizeof *grown);
    if (!grown) {
      s->failed = true;
      return NULL;
    }
    s->trades = grown;
    s->cap_trades = cap;
  }
  return &s->trades[s->n_trades++];
}

/* Worst and best excursion: whole bars while held, and the exit price. */
static void measure_excursion(const tide__position *p, double d, double exit, tide_trade *row) {
  const double low = exit < p->low ? exit : p->low;
  const double high = exit > p->high ? exit : p->high;
  const double down = 1.0 - low / p->entry, up = high / p->entry - 1.0;
  row->mae = d > 0.0 ? down : up;
  row->mfe = d > 0.0 ? up : down;
}

static void finish_trade(tide__sim *s, int32_t side, int32_t t, int32_t kind) {
  tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  const double exit = p->out / p->initial;
  const double pnl = d * (p->out - p->initial * p->entry) - p->fees - p->funding;
  s->kelly_pnl[s->closed++ % TIDE__KELLY_TRADES] = pnl;
  tide_trade *row = push_trade(s);
  if (!row) return;
  *row = (tide_trade){.side = side,
                      .reason = tide__reason_of(kind),
                      .bars = t - p->bar + 1,
                      .signal_bar = p->order.bar,
                      .entry_bar = p->bar,
                      .exit_bar = t,
                      .entry_time = s->c->time[p->bar],
                      .exit_time = s->c->time[t],
                      .entry_price = p->entry,
                      .exit_price = exit,
                      .quantity = p->initial,
                      .pnl = pnl,
                      .ret = pnl / (p->initial * p->entry),
                      .fees = p->fees,
                      .funding = p->funding,
                      .equity = p->order.equity,
                      .ref = p->order.ref,
                      .wanted = p->order.quantity,
                      .stop = isinf(p->first_stop) ? TIDE__NAN : p->first_stop,
                      .target = isinf(p->target) ? TIDE__NAN : p->target,
                      .maker = p->maker};
  measure_excursion(p, d, exit, row);
  if (s->set->record_fills) tide__record_trade(s, side);
}

void tide__position_close(tide__sim *s, int32_t side, const tide__fill *fill) {
  const double d = tide__dir(side);
  tide__position *p = &s->position[side];
  const int32_t kind = fill->kind;
  const bool forced = kind == TIDE_FILLED_END_OF_DATA || kind == TIDE_FILLED_RUINED;
  double quantity = fill->quantity < p->quantity ? fill->quantity : p->quantity;
  if (!forced) {
    const double most = tide__size_participation(s, quantity, fill->t);
    /* What volume cuts off a partial target stays in the position. */
    if (most < quantity && kind != TIDE_FILLED_PARTIAL)
      s->leave[side] = (tide__leave){.live = true, .kind = kind, .bar = -1};
    if (most < quantity) quantity = most;
  }
  if (!(quantity > 0.0)) return;
  /* Less than half a lot is what rounding left of a difference. */
  if (p->quantity - quantity < 0.5 * s->set->lot) quantity = p->quantity;
  const double fee = tide__account_fee(&s->account, quantity, fill->price, fill->maker);
  p->quantity -= quantity;
  p->out += quantity * fill->price;
  p->fees += fee;
  s->account.cash += d * quantity * fill->price;
  s->account.cash -= fee;
  s->account.fees += fee;
  if (s->set->record_fills) tide__record(s, side, fill, quantity);
  tide__account_traded(&s->account, s->c->time[fill->t], quantity * fill->price);
  if (tide__open(p)) return;
  s->leave[side].live = false;
  const int32_t reason = tide__reason_of(kind);
  if (reason == TIDE_EXIT_STOP_LOSS || reason == TIDE_EXIT_TAKE_PROFIT) s->stopped_bar = fill->t;
  finish_trade(s, side, fill->t, kind);
}

/* cash + net * x = maintenance * gross * x, solved for x; ruin is the same with
 * no maintenance. Only a price on the adverse side of a position counts. */
double tide__position_liquidation(const tide__sim *s, double d) {
  const double longs = s->position[TIDE_LONG].quantity;
  const double shorts = s->position[TIDE_SHORT].quantity;
  const double maintenance = s->profile->liquidates ? s->set->maintenance : 0.0;
  const double slope = longs - shorts - maintenance * (longs + shorts);
  const double price = -s->account.cash / slope;
  return slope * d > 0.0 && price > 0.0 ? price : -d * TIDE__INF;
}

void tide__position_follow(tide__sim *s, int32_t side, int32_t t, double favourable) {
  tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  p->low = tide__further(-1.0, p->low, s->c->low[t]);
  p->high = tide__further(1.0, p->high, s->c->high[t]);
  const tide_level *trail = &s->side[side].trailing_stop;
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
    const double now = s->signals->signals[side].trailing_stop[t];
    if (isnan(now)) return;
    level = trail->kind == TIDE_LEVEL_DISTANCE ? p->best - d * now : now;
  }
  p->trail = tide__further(d, p->trail, level);
}
