/* match_book.c -- orders against the levels that a book shows. */
#include "core/nan.h"
#include "event/queue.h"
#include "event/run.h"
#include "ticks/book.h"

/* Levels of a side, best first, less what one desk has taken of them. */
typedef struct {
  const tide__market *m;
  const tide__desk *d;
  const tide__ladder *ladder;
  tide__place at;
  int32_t side;
  double price, quantity;
} offers;

static offers offers_to(const tide__market *m, const tide__desk *d, int32_t side) {
  const int32_t of = side == TIDE_BUY ? TIDE_ASK : TIDE_BID;
  const tide__ladder *ladder = tide__book_side(m->book, of);
  return (offers){.m = m, .d = d, .ladder = ladder, .at = tide__ladder_first(ladder), .side = of};
}

static bool next_offer(offers *o) {
  tide__rung level;
  while (tide__ladder_next(o->ladder, &o->at, &level)) {
    const double key = (double)level.key * o->m->depth_price;
    o->price = o->side == TIDE_BID ? key : -key;
    o->quantity = (double)level.quantity * o->m->depth_quantity;
    if (o->d->n_taken > 0) o->quantity -= tide__desk_taken(o->d, o->side, o->price);
    if (o->quantity > 0.0) return true;
  }
  return false;
}

/* The worst price that an order accepts. */
static double limit_of(const tide__row *row) {
  return tide__row_has_limit(row) ? row->price : tide__direction(row->side) * TIDE__INF;
}

static bool accepts(const tide__row *row, double limit, double price) {
  return row->side == TIDE_BUY ? price <= limit : price >= limit;
}

/* Whether so much is offered to it. */
static bool is_offered(const tide__market *m, const tide__desk *d, const tide__row *row,
                       double quantity) {
  offers o = offers_to(m, d, row->side);
  double sum = 0.0;
  while (sum < quantity && next_offer(&o) && accepts(row, limit_of(row), o.price))
    sum += o.quantity;
  return sum >= quantity;
}

/* Takes what is offered, at the prices of the levels or, for an order that was there before
 * them, at its own. */
static void take(tide_events *e, int32_t name, bool maker) {
  tide__row *row = tide__run_row(e, name);
  const tide__market *m = tide__run_market(e, row);
  tide__desk *d = tide__run_desk(e, row);
  offers o = offers_to(m, d, row->side);
  while (!tide__orders_ended(row) && row->left > 0.0 && next_offer(&o) &&
         accepts(row, limit_of(row), o.price)) {
    const double room = tide__venue_room(e, name);
    if (!(room > 0.0)) return;
    const double quantity = room < o.quantity ? room : o.quantity;
    row->took = row->took || !maker;
    if (!tide__desk_take(d, o.side, o.price, quantity)) e->failed = true;
    tide__venue_fill(
      e, name,
      &(tide__strike){.price = maker ? row->price : o.price, .quantity = quantity, .maker = maker});
  }
}

/* What is left of an order that could not wait. */
static void finish(tide_events *e, int32_t name) {
  const tide__row *row = tide__run_row(e, name);
  if (tide__orders_ended(row) || !(row->left > 0.0)) return;
  if (row->force != TIDE_GTC)
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_IN_FORCE);
  else if (tide__row_has_limit(row))
    tide__venue_rest(e, name);
  else
    tide__venue_end(e, name, TIDE_ORDER_EXPIRED, TIDE_WHY_NO_OFFER);
}

void tide__match_book(tide_events *e, int32_t name) {
  const tide__row *row = tide__run_row(e, name);
  const tide__market *m = tide__run_market(e, row);
  const tide__desk *d = tide__run_desk(e, row);
  if (!m->known && !tide__row_has_limit(row)) {
    tide__venue_place(e, name, TIDE__PLACE_WAITING, -(double)e->serial);
    return;
  }
  if (m->known) {
    offers o = offers_to(m, d, row->side);
    const bool takes = next_offer(&o) && accepts(row, limit_of(row), o.price);
    if (takes && row->flags & TIDE_ORDER_POST_ONLY) {
      tide__venue_end(e, name, TIDE_ORDER_REJECTED, TIDE_WHY_POST_ONLY);
      return;
    }
    const double room = tide__venue_room(e, name);
    if (takes && room > 0.0 && (row->force != TIDE_FOK || is_offered(m, d, row, room)))
      take(e, name, false);
  }
  finish(e, name);
}

static void forget_taken(const tide__market *m, tide__desk *d, const tide_depth *depth, int32_t i) {
  if (depth->kind[i] != TIDE_DEPTH_UPDATE) d->n_taken = 0;
  for (int32_t row = depth->from[i]; row < depth->from[i + 1] && d->n_taken > 0; row++)
    tide__desk_forget(d, depth->side[row], (double)depth->price[row] * m->depth_price);
}

/* Others have come and gone at a price. After a loss nobody knows which, but no more wait than the
 * book shows. */
static void advance(const tide__market *m, tide__row *row, double level, bool follows) {
  const double before = row->level - row->traded;
  if (follows && level < before) {
    const double behind = before > row->ahead ? before - row->ahead : 0.0;
    row->ahead -= tide__queue_share(&m->venue, before - level, row->ahead, behind);
  }
  if (row->ahead > level) row->ahead = level;
  row->level = level;
  row->traded = 0.0;
}

static void advance_all(const tide_events *e, const tide__market *m, const tide__desk *d,
                        bool follows) {
  static const int32_t places[] = {[TIDE_BID] = TIDE__PLACE_BIDS, [TIDE_ASK] = TIDE__PLACE_ASKS};
  for (int32_t side = 0; side < 2; side++) {
    const tide__stack *s = &d->stack[places[side]];
    for (int32_t i = 0; i < s->n; i++) {
      const double price = tide__desk_sign(places[side]) * s->at[i].key;
      advance(m, tide__run_row(e, s->at[i].order), tide__market_level(m, side, price), follows);
    }
  }
}

static void cross(tide_events *e, const tide__stack *s, double least) {
  tide__venue_pick(e, s, least);
  const int32_t n = e->n_picked;
  for (int32_t i = 0; i < n; i++)
    if (tide__run_row(e, e->picked[i])->place != TIDE__PLACE_NONE) take(e, e->picked[i], true);
}

static void touch(tide_events *e, tide__desk *d, double bid, double ask) {
  tide__trigger_follow(e, d, bid, ask, INT32_MAX);
  tide__trigger_check(e, d, ask, bid);
}

static void wake_waiting(tide_events *e, tide__desk *d) {
  tide__venue_pick(e, &d->stack[TIDE__PLACE_WAITING], -TIDE__INF);
  for (int32_t i = 0; i < e->n_picked; i++) {
    tide__desk_remove(d, tide__run_row(e, e->picked[i]), e->picked[i]);
    tide__venue_freshen(e, e->picked[i]);
  }
}

void tide__match_message(tide_events *e, tide__market *m, const tide_depth *depth, int32_t i) {
  const bool follows = m->known;
  m->known = tide_book_known(m->book);
  const double bid = tide__market_best(m, TIDE_BID), ask = tide__market_best(m, TIDE_ASK);
  for (int32_t k = 0; k < m->desks; k++) {
    tide__desk *d = m->desk[k];
    if (d->n_taken > 0) forget_taken(m, d, depth, i);
    if (!m->known) continue;
    advance_all(e, m, d, follows);
    if (ask <= d->low) cross(e, &d->stack[TIDE__PLACE_BIDS], ask);
    if (bid >= d->high) cross(e, &d->stack[TIDE__PLACE_ASKS], -bid);
    if (!m->traded) touch(e, d, bid, ask);
    wake_waiting(e, d);
    tide__venue_settle(e);
  }
}
