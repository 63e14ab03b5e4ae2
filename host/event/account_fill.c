/* account_fill.c -- what a fill does to a position, to cash and to the list of trades, and how much
 * of it can be paid for. The numbers are those of the kernel (backtest/account.h). */
#include "core/nan.h"
#include "data/candles.h"
#include "event/run.h"

static int32_t side_of(const tide__filled *f) {
  return f->side == TIDE_BUY ? TIDE_LONG : TIDE_SHORT;
}

/* What an order of a type closes a position as. */
static const int32_t closes_as[] = {
  [TIDE_ORDER_MARKET] = TIDE_FILLED_SIGNAL,      [TIDE_ORDER_LIMIT] = TIDE_FILLED_SIGNAL,
  [TIDE_ORDER_STOP] = TIDE_FILLED_STOP_LOSS,     [TIDE_ORDER_STOP_LIMIT] = TIDE_FILLED_STOP_LOSS,
  [TIDE_ORDER_TAKE_PROFIT] = TIDE_FILLED_TARGET, [TIDE_ORDER_TRAILING] = TIDE_FILLED_TRAILING,
  [TIDE_ORDER_ICEBERG] = TIDE_FILLED_SIGNAL,
};

static int32_t kind_of(const tide__row *row, bool reverses) {
  if (row->forced) return row->forced;
  const int32_t kind = closes_as[row->type];
  if (kind != TIDE_FILLED_SIGNAL) return kind;
  if (reverses) return TIDE_FILLED_REVERSE;
  return row->type == TIDE_ORDER_LIMIT && row->seen.order.entry ? TIDE_FILLED_TARGET : kind;
}

static int32_t place_of(const tide_events *e, const tide__row *row, double base) {
  const tide__market *m = tide__run_market(e, row);
  if (row->forced && row->forced != TIDE_FILLED_LIQUIDATION) return TIDE_AT_CLOSE;
  if (m->by != TIDE__BY_CANDLES || base != m->candles->open[m->opens - 1]) return TIDE_AT_LEVEL;
  return row->type == TIDE_ORDER_MARKET && !row->forced ? TIDE_AT_OPEN : TIDE_AT_GAP;
}

static tide__fill fill_of(const tide_events *e, const tide__filled *f) {
  const tide__row *row = tide__run_row(e, f->order);
  const int32_t bar = tide__candles_at(e->accounts->bars.candles, f->time);
  return (tide__fill){.time = f->time,
                      .bar = bar < 0 ? 0 : bar,
                      .market = f->market,
                      .at = place_of(e, row, f->base),
                      .base = f->base,
                      .slip = f->slip,
                      .price = f->price,
                      .anchor = f->price,
                      .maker = f->maker};
}

/* A position that was closed by a signal in the moment in which the other side is entered. */
static void say_reversed(tide__share *s, const tide__fill *entry) {
  tide__history *h = &s->history;
  if (h->n_trades == 0 || s->closed_in != entry->market) return;
  tide_trade *last = &h->trades[h->n_trades - 1];
  if (last->exit_time != entry->time || last->exit_bar != entry->bar) return;
  if (last->side == entry->side || last->reason != TIDE_EXIT_SIGNAL) return;
  last->reason = TIDE_EXIT_REVERSE;
  if (h->keeps_fills) h->fills[h->n_fills - 1].kind = TIDE_FILLED_REVERSE;
}

static void enter(tide_events *e, tide__share *s, const tide__filled *f, double quantity) {
  static const tide_side plain = {.used = true};
  const tide__row *row = tide__run_row(e, f->order);
  const tide__market *m = tide__run_market(e, row);
  tide__fill fill = fill_of(e, f);
  fill.side = side_of(f);
  fill.quantity = quantity;
  /* In a reversal a part of the order was there to close. */
  fill.wanted = tide__units_value(row->asked, m->quantity_digits) - (f->quantity - quantity);
  tide__position *p = &s->pair[f->market][fill.side];
  if (tide__open(p)) {
    fill.kind = TIDE_FILLED_ADD;
    tide__position_add(p, &s->money, &fill);
    tide__history_fill(&s->history, &fill, NULL);
    return;
  }
  const tide__intent intent = {.bar = row->bar,
                               .quantity = fill.wanted,
                               .equity = row->equity,
                               .ref = row->ref,
                               .scale = 1.0,
                               .stop = TIDE__NAN,
                               .target = TIDE__NAN,
                               .trail = TIDE__NAN,
                               .slip = f->slip,
                               .atr = TIDE__NAN,
                               .peak = s->peak,
                               .rate = s->money.rate};
  say_reversed(s, &fill);
  tide__position_open(p, &s->money, &plain, &intent, &fill);
  tide__history_fill(&s->history, &fill, &intent);
  s->open++;
  e->accounts->open[f->market]++;
}

/* Closes what the fill can of the other side; how much. */
static double leave(tide_events *e, tide__share *s, const tide__filled *f) {
  const int32_t side = 1 - side_of(f);
  tide__position *p = &s->pair[f->market][side];
  if (!tide__open(p)) return 0.0;
  tide__fill fill = fill_of(e, f);
  fill.side = side;
  fill.kind = kind_of(tide__run_row(e, f->order), f->quantity - p->quantity >= 0.5 * s->set.lot);
  fill.wanted = fill.quantity = f->quantity;
  tide__position_close(p, &s->money, &fill);
  tide__history_fill(&s->history, &fill, NULL);
  if (tide__open(p)) return fill.quantity;
  tide__history_trade(&s->history, p, &fill);
  s->closed_in = f->market;
  s->open--;
  e->accounts->open[f->market]--;
  return fill.quantity;
}

void tide__accounts_fill(tide_events *e, const tide__filled *f) {
  tide__share *s = tide__accounts_share(e, f->strategy);
  if (!s) return;
  tide__account_at(&s->money, f->time);
  const double closed = leave(e, s, f), rest = f->quantity - closed;
  if (closed == 0.0 || rest >= 0.5 * s->set.lot) enter(e, s, f, rest);
  const tide__position *pair = s->pair[f->market];
  /* What rounding left of a difference is no position. */
  if (!tide__open(&pair[TIDE_LONG]) && !tide__open(&pair[TIDE_SHORT]))
    e->market[f->market]->of[f->strategy]->position = 0.0;
  if (s->money.failed || s->history.failed) e->failed = true;
}

/* The first of its kind stands: a position that is added to has those of its entry. */
void tide__accounts_level(tide_events *e, const tide__row *row, double price) {
  tide__share *s = tide__accounts_share(e, row->strategy);
  if (!s) return;
  tide__position *p = &s->pair[row->market][row->side == TIDE_SELL ? TIDE_LONG : TIDE_SHORT];
  double *level = row->type == TIDE_ORDER_STOP ? &p->first_stop : &p->first_target;
  if (tide__open(p) && isinf(*level)) *level = price;
}

/* Its cash and what positions in other markets add to it. */
static double money_beside(const tide_events *e, const tide__share *s, int32_t market,
                           double cash) {
  double money = cash;
  for (int32_t i = 0, left = s->open; left > 0 && i < TIDE_EVENTS_MARKETS; i++) {
    const tide__position *pair = s->pair[i];
    if (!tide__open(&pair[TIDE_LONG]) && !tide__open(&pair[TIDE_SHORT])) continue;
    left--;
    if (i == market) continue;
    money = tide__size_free(money, pair, tide__accounts_value(e, s, i), s->set.leverage);
  }
  return money;
}

double tide__accounts_room(const tide_events *e, const tide__filled *f) {
  tide__share *s = tide__accounts_share(e, f->strategy);
  if (!s || tide__run_row(e, f->order)->forced) return f->quantity;
  if (s->over || (s->set.from && f->time < s->set.from)) return 0.0;
  tide__account_at(&s->money, f->time);
  const int32_t side = side_of(f);
  const tide__position *other = &s->pair[f->market][1 - side];
  const tide__position flat[2] = {{0}};
  const tide__position *pair = s->pair[f->market];
  double cash = s->money.cash, closed = 0.0;
  if (tide__open(other)) {
    if (f->quantity - other->quantity < 0.5 * s->set.lot) return f->quantity;
    closed = other->quantity;
    cash -= tide__dir(side) * closed * f->price;
    cash -= tide__account_fee(&s->money, closed, f->price, f->maker);
    pair = flat;
  }
  const double money = money_beside(e, s, f->market, cash);
  const double free = tide__size_free(money, pair, f->base, s->set.leverage);
  const double opens = f->quantity - closed;
  const double most = tide__size_cut(&s->money, opens, free, f->price, f->maker);
  if (most >= opens) return f->quantity;
  return closed + (most > 0.0 ? most : 0.0);
}
