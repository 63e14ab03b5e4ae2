/* match_bar.c -- orders against candles: at the open. */
#include "core/nan.h"
#include "event/run.h"

static double sign_of(const tide__row *row) { return tide__direction(row->side); }
static bool is_profit(const tide__row *row) { return row->type == TIDE_ORDER_TAKE_PROFIT; }

void tide__match_bar(tide_events *e, int32_t name) {
  const tide__row *row = tide__run_row(e, name);
  if (tide__row_has_limit(row))
    tide__venue_rest(e, name);
  else
    tide__venue_place(e, name, TIDE__PLACE_WAITING, -(double)e->serial);
}

void tide__match_fill(tide_events *e, int32_t name, double price, bool maker) {
  const tide__row *row = tide__run_row(e, name);
  const bool slips = !tide__row_has_limit(row) && !is_profit(row);
  const double room = tide__venue_room(e, name);
  if (!(room > 0.0)) return;
  const tide__market *m = tide__run_market(e, row);
  const double slip = slips ? tide__slip_filling(m, e->now, room) : 0.0;
  tide__venue_fill(e, name,
                   &(tide__strike){.price = price, .quantity = room, .slip = slip, .maker = maker});
}

void tide__match_strike(tide_events *e, int32_t name, double price) {
  const tide__row *row = tide__run_row(e, name);
  if (row->type != TIDE_ORDER_STOP_LIMIT) {
    tide__match_fill(e, name, price, false);
    return;
  }
  const double d = sign_of(row);
  tide__venue_trigger(e, name);
  if (d * price <= d * row->price)
    tide__match_fill(e, name, price, false);
  else if (row->force != TIDE_GTC)
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_IN_FORCE);
  else
    tide__venue_rest(e, name);
}

static void open_limit(tide_events *e, int32_t name, double open) {
  const tide__row *row = tide__run_row(e, name);
  const double d = sign_of(row);
  const bool takes = d * open <= d * row->price;
  const bool first = row->opens == tide__run_market(e, row)->opens - 1;
  if (takes && first && row->flags & TIDE_ORDER_POST_ONLY)
    tide__venue_end(e, name, TIDE_ORDER_REJECTED, TIDE_WHY_POST_ONLY);
  else if (takes)
    tide__match_fill(e, name, open, false);
  else if (row->force != TIDE_GTC)
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_IN_FORCE);
}

enum { STOPS, PROFITS };

/* What waits for a price that the open is at or beyond. */
static void open_triggers(tide_events *e, const tide__desk *d, double open, int32_t which) {
  static const int32_t places[] = {TIDE__PLACE_BELOW, TIDE__PLACE_ABOVE};
  for (int32_t k = 0; k < 2; k++) {
    tide__venue_pick(e, &d->stack[places[k]], tide__desk_sign(places[k]) * open);
    for (int32_t i = 0; i < e->n_picked; i++) {
      const int32_t name = e->picked[i];
      const tide__row *row = tide__run_row(e, name);
      if (row->place != places[k] || is_profit(row) != (which == PROFITS)) continue;
      if (which == PROFITS)
        tide__match_fill(e, name, open, true);
      else
        tide__match_strike(e, name, open);
    }
  }
}

static void open_desk(tide_events *e, const tide__desk *d, double open) {
  static const int32_t places[] = {TIDE__PLACE_WAITING, TIDE__PLACE_BIDS, TIDE__PLACE_ASKS};
  for (int32_t k = 0; k < 3; k++) {
    tide__venue_pick(e, &d->stack[places[k]], -TIDE__INF);
    for (int32_t i = 0; i < e->n_picked; i++) {
      const int32_t name = e->picked[i];
      if (tide__run_row(e, name)->place != places[k]) continue;
      if (k == 0)
        tide__match_fill(e, name, open, false);
      else
        open_limit(e, name, open);
    }
  }
  open_triggers(e, d, open, PROFITS);
  open_triggers(e, d, open, STOPS);
}

void tide__match_open(tide_events *e, tide__market *m) {
  if (m->closed < m->opens) tide__match_inside(e, m, m->opens - 1);
  const double open = m->candles->open[m->opens];
  m->born = m->opens++; /* what wakes at the open works inside the bar */
  m->last = open;
  for (int32_t k = 0; k < m->desks; k++) {
    open_desk(e, m->desk[k], open);
    tide__venue_settle(e);
  }
  m->born = m->opens;
}
