/* match_trades.c -- orders against trades that were printed: what rests, what waits for the next
 * one, what a price triggers. */
#include "core/nan.h"
#include "event/run.h"

static double sign_of(const tide__row *row) { return tide__direction(row->side); }

/* Whether the other side was at its price or better when the last trade was printed. */
static bool is_marketable(const tide__market *m, const tide__row *row) {
  const double d = sign_of(row);
  if (d * row->price > d * m->last) return true; /* false while there was none */
  return row->price == m->last && m->last_side == row->side;
}

void tide__match_trades(tide_events *e, int32_t name) {
  const tide__row *row = tide__run_row(e, name);
  const bool limit = tide__row_has_limit(row);
  const bool takes = !limit || is_marketable(tide__run_market(e, row), row);
  if (takes && row->flags & TIDE_ORDER_POST_ONLY)
    tide__venue_end(e, name, TIDE_ORDER_REJECTED, TIDE_WHY_POST_ONLY);
  else if (takes)
    tide__venue_place(e, name, TIDE__PLACE_WAITING, -(double)e->serial);
  else if (row->force != TIDE_GTC)
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_IN_FORCE);
  else
    tide__venue_rest(e, name);
}

/* The next trade has come for an order that takes. */
static void take(tide_events *e, int32_t name, double price) {
  tide__row *row = tide__run_row(e, name);
  tide__market *m = tide__run_market(e, row);
  const bool limit = tide__row_has_limit(row);
  const double d = sign_of(row);
  const double room = tide__venue_room(e, name);
  if (!(room > 0.0)) return;
  const double quantity = tide__units_value(room, m->quantity_digits);
  const double slip = limit ? 0.0 : tide__slip_filling(m, e->now, quantity);
  if (!limit || d * price <= d * row->price)
    tide__venue_fill(e, name, &(tide__strike){.price = price, .quantity = room, .slip = slip});
  else if (row->force != TIDE_GTC)
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_IN_FORCE);
  else
    tide__venue_rest(e, name);
}

static void take_waiting(tide_events *e, const tide__desk *d, double price) {
  tide__venue_pick(e, &d->stack[TIDE__PLACE_WAITING], -TIDE__INF);
  for (int32_t i = 0; i < e->n_picked; i++)
    if (tide__run_row(e, e->picked[i])->place == TIDE__PLACE_WAITING) take(e, e->picked[i], price);
}

/* A trade at the price of an order uses up what waits ahead of it, then the order. What one
 * order gets, those behind it do not: returns what is left. */
static double fill_at(tide_events *e, int32_t name, double quantity, double room) {
  tide__row *row = tide__run_row(e, name);
  const double over = quantity - row->ahead;
  row->ahead = over > 0.0 ? 0.0 : -over;
  if (!(over > 0.0)) return quantity;
  double filled = over < room ? over : room;
  if (row->visible < filled) filled = row->visible;
  tide__venue_fill(e, name,
                   &(tide__strike){.price = row->price, .quantity = filled, .maker = true});
  return quantity - filled;
}

/* A trade beyond the price of an order fills it: whoever waited there was served. Not so when the
 * order itself has emptied the book up to its price: then it gets what was traded. Returns how much
 * of the trade that took. */
static double fill_through(tide_events *e, int32_t name, double quantity, double room) {
  const tide__row *row = tide__run_row(e, name);
  const bool limited = row->took;
  const double filled = limited && quantity < room ? quantity : room;
  if (filled > 0.0)
    tide__venue_fill(e, name,
                     &(tide__strike){.price = row->price, .quantity = filled, .maker = true});
  return limited ? filled : 0.0;
}

static void fill_resting(tide_events *e, const tide__stack *s, double key, double quantity) {
  tide__venue_pick(e, s, key);
  double left = quantity;
  for (int32_t i = 0; i < e->n_picked; i++) {
    const int32_t name = e->picked[i];
    tide__row *row = tide__run_row(e, name);
    if (row->place == TIDE__PLACE_NONE) continue; /* its group has cut it */
    const double room = tide__venue_room(e, name);
    if (!(room > 0.0)) continue;
    if (row->key > key) {
      left -= fill_through(e, name, left, room);
    } else {
      row->traded += quantity;
      left = fill_at(e, name, left, room);
    }
  }
}

void tide__match_trade(tide_events *e, tide__market *m, const tide_tape *tape, int32_t i) {
  const double price = (double)tape->price[i] * m->tape_price;
  m->last = price;
  m->last_side = tape->side[i];
  for (int32_t k = 0; k < m->desks; k++) {
    tide__desk *d = m->desk[k];
    if (tide__desk_idle(d, price)) continue;
    const double quantity = (double)tape->quantity[i] * m->tape_quantity;
    take_waiting(e, d, price);
    fill_resting(e, &d->stack[TIDE__PLACE_BIDS], price, quantity);
    fill_resting(e, &d->stack[TIDE__PLACE_ASKS], -price, quantity);
    tide__trigger_follow(e, d, price, price, INT32_MAX);
    tide__trigger_check(e, d, price, price);
    tide__venue_settle(e);
  }
}
