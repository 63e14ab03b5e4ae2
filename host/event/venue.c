/* venue.c -- orders arrive, rest, fill, end, and what becomes of them is reported. */
#include "core/nan.h"
#include "event/run.h"

#include <stdlib.h>

static void send_report(tide_events *e, int32_t name, tide__parcel parcel) {
  tide__row *row = tide__run_row(e, name);
  tide__desk *d = tide__run_desk(e, row);
  parcel.time = e->now + tide__market_delay(tide__run_market(e, row), TIDE__DELAY_RESPONSE, e->now);
  if (parcel.time < d->told) parcel.time = d->told;
  d->told = parcel.time;
  parcel.what = TIDE__FLIGHT_REPORT;
  parcel.order = name;
  parcel.state = row->state;
  if (!tide__flight_send(&e->flight, parcel)) e->failed = true;
  row->reports++;
}

void tide__venue_report(tide_events *e, int32_t name, int32_t why) {
  const tide__row *row = tide__run_row(e, name);
  const tide__market *m = tide__run_market(e, row);
  const double rest = row->quantity - row->filled;
  send_report(e, name,
              (tide__parcel){.kind = TIDE_EVENT_ORDER,
                             .price = TIDE__NAN,
                             .quantity = tide__units_value(rest, m->quantity_digits),
                             .why = why});
}

void tide__venue_end(tide_events *e, int32_t name, int32_t state, int32_t why) {
  tide__row *row = tide__run_row(e, name);
  tide__desk_remove(tide__run_desk(e, row), row, name);
  row->state = state;
  tide__venue_report(e, name, why);
  tide__group_leave(e, name);
  tide__group_detach(e, name);
  tide__group_orphan(e, name);
}

/* Nothing to close: an order that may only reduce has come to its end. */
double tide__venue_room(tide_events *e, int32_t name) {
  const tide__row *row = tide__run_row(e, name);
  if (!(row->flags & TIDE_ORDER_REDUCE_ONLY)) return row->left;
  const double open = -tide__direction(row->side) * tide__run_desk(e, row)->position;
  if (!(open > 0.0)) {
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_REDUCE_ONLY);
    return 0.0;
  }
  return open < row->left ? open : row->left;
}

/* When it happened: what is inside a candle has the time of its open. */
static int64_t time_of(const tide_events *e, const tide__market *m) {
  if (m->by != TIDE__BY_CANDLES || m->opens == 0) return e->now;
  return m->candles->time[m->opens - 1];
}

static tide__filled filled_of(const tide_events *e, int32_t name, const tide__strike *strike) {
  const tide__row *row = tide__run_row(e, name);
  const tide__market *m = tide__run_market(e, row);
  const double base = tide__units_value(strike->price, m->price_digits);
  const double sign = tide__direction(row->side);
  return (tide__filled){.time = time_of(e, m),
                        .base = base,
                        .slip = strike->slip,
                        .price = strike->slip != 0.0 ? base * (1.0 + sign * strike->slip) : base,
                        .quantity = tide__units_value(strike->quantity, m->quantity_digits),
                        .order = name,
                        .market = row->market,
                        .strategy = row->strategy,
                        .side = row->side,
                        .maker = strike->maker};
}

static void book_fill(tide_events *e, int32_t name, double quantity, const tide__filled *filled) {
  tide__row *row = tide__run_row(e, name);
  row->left -= quantity;
  row->visible -= quantity;
  row->filled += quantity;
  row->last = filled->price;
  row->fills++;
  row->paid += quantity * filled->price;
  tide__run_desk(e, row)->position += tide__direction(row->side) * quantity;
  tide__accounts_fill(e, filled);
}

/* A fill that has happened. */
static void fill(tide_events *e, int32_t name, double quantity, const tide__filled *filled) {
  tide__row *row = tide__run_row(e, name);
  book_fill(e, name, quantity, filled);
  const bool complete =
    row->filled >= row->quantity || (row->left <= 0.0 && row->awake >= row->asked);
  row->state = complete ? TIDE_ORDER_FILLED : TIDE_ORDER_WORKING;
  if (row->left <= 0.0) tide__desk_remove(tide__run_desk(e, row), row, name);
  send_report(e, name,
              (tide__parcel){.kind = TIDE_EVENT_FILL,
                             .price = filled->price,
                             .quantity = filled->quantity,
                             .flags = filled->maker ? TIDE_EVENT_MAKER : 0});
  tide__group_filled(e, name, quantity);
  tide__group_wake(e, name);
  if (!complete) return;
  tide__group_leave(e, name);
  tide__group_detach(e, name);
  tide__group_orphan(e, name);
}

/* What the account can pay for of it, in units. */
static double afford(const tide_events *e, int32_t name, double quantity,
                     const tide__filled *filled) {
  const tide__row *row = tide__run_row(e, name);
  const double room = tide__accounts_room(e, filled);
  if (room >= filled->quantity) return quantity;
  if (row->force == TIDE_FOK) return 0.0;
  return tide__units_of(room, tide__run_market(e, row)->quantity_digits, false);
}

void tide__venue_fill(tide_events *e, int32_t name, const tide__strike *strike) {
  tide__row *row = tide__run_row(e, name);
  tide__strike paid = *strike;
  tide__filled filled = filled_of(e, name, strike);
  paid.quantity = afford(e, name, strike->quantity, &filled);
  if (paid.quantity < strike->quantity) filled = filled_of(e, name, &paid);
  if (paid.quantity > 0.0) fill(e, name, paid.quantity, &filled);
  if (tide__orders_ended(row)) return;
  if (paid.quantity < strike->quantity)
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_MONEY);
  else if (row->left > 0.0 && row->visible <= 0.0 && row->place != TIDE__PLACE_NONE)
    tide__venue_rest(e, name);
  if (!tide__orders_ended(row) && row->left > 0.0) tide__venue_room(e, name);
}

void tide__venue_place(tide_events *e, int32_t name, int32_t place, double key) {
  tide__row *row = tide__run_row(e, name);
  tide__desk *d = tide__run_desk(e, row);
  tide__desk_remove(d, row, name);
  row->place = place;
  row->key = key;
  row->serial = e->serial++;
  row->opens = tide__run_market(e, row)->born;
  if (!tide__desk_put(d, row, name)) {
    row->place = TIDE__PLACE_NONE;
    e->failed = true;
  }
  if (row->state != TIDE_ORDER_PENDING) return;
  row->state = TIDE_ORDER_WORKING;
  tide__venue_report(e, name, TIDE_WHY_NONE);
}

/* What waits at a price now: what the book showed there, less what has traded since. */
static double queue_of(const tide__market *m, const tide__row *row) {
  if (isnan(row->level)) return m->ahead;
  return row->level > row->traded ? row->level - row->traded : 0.0;
}

void tide__venue_rest(tide_events *e, int32_t name) {
  tide__row *row = tide__run_row(e, name);
  const tide__market *m = tide__run_market(e, row);
  const int32_t side = row->side == TIDE_BUY ? TIDE_BID : TIDE_ASK;
  const int32_t place = row->side == TIDE_BUY ? TIDE__PLACE_BIDS : TIDE__PLACE_ASKS;
  if (row->place != place) { /* the first time: later only its place in the queue changes */
    row->level = m->known ? tide__market_level(m, side, row->price) : TIDE__NAN;
    row->traded = 0.0;
  }
  row->ahead = queue_of(m, row);
  row->visible = row->shown < row->left ? row->shown : row->left;
  tide__venue_place(e, name, place, tide__desk_sign(place) * row->price);
}

void tide__venue_trigger(tide_events *e, int32_t name) {
  tide__row *row = tide__run_row(e, name);
  tide__desk_remove(tide__run_desk(e, row), row, name);
  row->triggered = true;
  tide__venue_report(e, name, TIDE_WHY_TRIGGERED);
}

static bool reserve(tide_events *e, int32_t **list, int32_t n, int32_t *capacity) {
  if (n < *capacity) return true;
  const int32_t wanted = *capacity ? 2 * *capacity : 64;
  int32_t *grown = realloc(*list, (size_t)wanted * sizeof *grown);
  if (!grown) {
    e->failed = true;
    return false;
  }
  *list = grown;
  *capacity = wanted;
  return true;
}

void tide__venue_note(tide_events *e, int32_t name) {
  if (reserve(e, &e->picked, e->n_picked, &e->cap_picked)) e->picked[e->n_picked++] = name;
}

void tide__venue_pick(tide_events *e, const tide__stack *s, double least) {
  e->n_picked = 0;
  for (int32_t i = s->n - 1; i >= 0 && s->at[i].key >= least; i--)
    tide__venue_note(e, s->at[i].order);
}

void tide__venue_freshen(tide_events *e, int32_t name) {
  tide__row *row = tide__run_row(e, name);
  if (row->fresh || !reserve(e, &e->fresh, e->n_fresh, &e->cap_fresh)) return;
  row->fresh = true;
  e->fresh[e->n_fresh++] = name;
}

static void act(tide_events *e, int32_t name) {
  static void (*const match[])(tide_events *, int32_t) = {
    [TIDE__BY_BOOK] = tide__match_book,
    [TIDE__BY_TRADES] = tide__match_trades,
    [TIDE__BY_CANDLES] = tide__match_bar,
  };
  tide__row *row = tide__run_row(e, name);
  row->fresh = false;
  if (tide__orders_ended(row) || !(row->left > 0.0)) return;
  if (row->place == TIDE__PLACE_BIDS || row->place == TIDE__PLACE_ASKS)
    tide__venue_rest(e, name); /* it has grown, and goes to the back of the queue */
  else if (row->place != TIDE__PLACE_NONE)
    return;
  else if (tide__trigger_waits(row))
    tide__trigger_arm(e, name);
  else
    match[tide__run_market(e, row)->by](e, name);
}

void tide__venue_settle(tide_events *e) {
  for (int32_t i = 0; i < e->n_fresh; i++) act(e, e->fresh[i]);
  e->n_fresh = 0;
}

static void unpin(tide_events *e, int32_t name) {
  tide__run_row(e, name)->pins--;
  tide__orders_settle(&e->orders, name);
}

/* Nothing to close when it arrives: refused. */
static bool is_refused(tide_events *e, int32_t name) {
  tide__row *row = tide__run_row(e, name);
  if (!(row->flags & TIDE_ORDER_REDUCE_ONLY)) return false;
  const double open = -tide__direction(row->side) * tide__run_desk(e, row)->position;
  if (!(open > 0.0)) {
    tide__venue_end(e, name, TIDE_ORDER_REJECTED, TIDE_WHY_REDUCE_ONLY);
    return true;
  }
  if (open < row->quantity) row->quantity = row->asked = row->awake = row->left = open;
  return false;
}

void tide__venue_arrive(tide_events *e, int32_t name) {
  tide__row *row = tide__run_row(e, name);
  const tide_order *order = &row->seen.order;
  row->pins--;
  if (order->entry) {
    tide__group_adopt(e, name, order->entry);
    unpin(e, order->entry);
  } else {
    row->awake = row->asked;
    row->left = row->quantity;
  }
  if (order->other) {
    tide__group_join(e, name, order->other);
    unpin(e, order->other);
  }
  if (tide__orders_ended(row) || (!order->entry && is_refused(e, name))) return;
  tide__venue_freshen(e, name);
  tide__venue_settle(e);
}

void tide__venue_cancel(tide_events *e, int32_t name) {
  if (!tide__orders_ended(tide__run_row(e, name)))
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_ASKED);
  unpin(e, name);
  tide__venue_settle(e);
}
