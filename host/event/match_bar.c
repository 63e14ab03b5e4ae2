/* match_bar.c -- orders against candles: at the open, then inside as section 2 of semantics.md
 * has it. */
#include "core/nan.h"
#include "event/run.h"

static double sign_of(const tide__row *row) { return tide__direction(row->side); }
static bool is_profit(const tide__row *row) { return row->type == TIDE_ORDER_TAKE_PROFIT; }
static bool is_resting(const tide__row *row) {
  return row->place == TIDE__PLACE_BIDS || row->place == TIDE__PLACE_ASKS;
}

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
  tide__venue_fill(e, name,
                   &(tide__strike){.price = price,
                                   .quantity = room,
                                   .slip = slips ? tide__run_market(e, row)->venue.slippage : 0.0,
                                   .maker = maker});
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

/* The bar, and where an order meets it. NaN: nowhere. */
typedef struct {
  double open, high, low, close;
  int32_t opens;
} bar;

static double met_at(const tide__row *row, const bar *b) {
  const double d = sign_of(row);
  if (is_resting(row)) { /* touching is not enough */
    const bool through = d > 0.0 ? b->low < row->price : b->high > row->price;
    const bool better = d * b->open <= d * row->price;
    return better ? b->open : through ? row->price : TIDE__NAN;
  }
  const bool above = row->place == TIDE__PLACE_ABOVE;
  if (above ? b->high < row->trigger : b->low > row->trigger) return TIDE__NAN;
  const bool gap = above ? b->open > row->trigger : b->open < row->trigger;
  return gap ? b->open : row->trigger;
}

/* Of the orders that were there before the bar, of a kind, the one that the price meets first:
 * nearest to the open; of equal ones the earlier. 0 when none is met. */
static int32_t first_met(const tide_events *e, const tide__desk *d, const bar *b, int32_t which) {
  int32_t found = 0;
  double nearest = TIDE__INF;
  for (int32_t place = TIDE__PLACE_BIDS; place < TIDE__PLACES; place++) {
    const tide__stack *s = &d->stack[place];
    for (int32_t i = 0; i < s->n; i++) {
      const tide__row *row = tide__run_row(e, s->at[i].order);
      const bool stop = !is_resting(row) && !is_profit(row);
      if (row->opens >= b->opens || stop != (which == STOPS)) continue;
      const double away = fabs(met_at(row, b) - b->open);
      if (away > nearest || isnan(away)) continue;
      if (away == nearest && tide__run_row(e, found)->serial < row->serial) continue;
      found = s->at[i].order;
      nearest = away;
    }
  }
  return found;
}

/* What woke inside the bar: the stop is assumed to come after it, a profit only when the close
 * shows it. */
static void after_entry(tide_events *e, int32_t name, const bar *b, int32_t which) {
  const tide__row *row = tide__run_row(e, name);
  if (tide__orders_ended(row) || row->place <= TIDE__PLACE_WAITING) return;
  const double d = sign_of(row);
  const bool stop = !is_resting(row) && !is_profit(row);
  if (stop != (which == STOPS)) return;
  if (stop) {
    const bool reached = d > 0.0 ? b->high >= row->trigger : b->low <= row->trigger;
    if (reached) tide__match_strike(e, name, row->trigger);
    return;
  }
  const double level = is_profit(row) ? row->trigger : row->price;
  const bool shown = is_profit(row) ? -d * b->close >= -d * level : -d * b->close > -d * level;
  if (shown) tide__match_fill(e, name, level, true);
}

/* Those that a fill inside the bar woke; they may wake others. */
static void wake_inside(tide_events *e, const bar *b) {
  while (e->n_fresh > 0) {
    const int32_t n = e->n_fresh;
    e->n_picked = 0;
    for (int32_t i = 0; i < n; i++) tide__venue_note(e, e->fresh[i]);
    tide__venue_settle(e);
    for (int32_t which = STOPS; which <= PROFITS; which++)
      for (int32_t i = 0; i < n; i++) after_entry(e, e->picked[i], b, which);
  }
}

/* How the bar is told to orders that trail: what was there before by its extremes, what woke
 * inside by its close. */
static void follow(tide_events *e, tide__desk *d, const bar *b) {
  tide__trigger_follow(e, d, b->high, b->low, b->opens);
  tide__trigger_follow(e, d, b->close, b->close, INT32_MAX);
}

static void inside_desk(tide_events *e, tide__desk *d, const bar *b) {
  for (int32_t which = STOPS; which <= PROFITS; which++) {
    int32_t name;
    while ((name = first_met(e, d, b, which))) {
      const tide__row *row = tide__run_row(e, name);
      const double price = met_at(row, b), sign = sign_of(row);
      if (which == STOPS)
        tide__match_strike(e, name, price);
      else
        tide__match_fill(e, name, price, is_profit(row) || sign * b->open > sign * row->price);
      wake_inside(e, b);
    }
  }
  follow(e, d, b);
}

void tide__match_inside(tide_events *e, tide__market *m, int32_t t) {
  if (t < m->closed) return;
  m->closed = t + 1;
  const tide_candles *c = m->candles;
  const bar b = {c->open[t], c->high[t], c->low[t], c->close[t], m->opens};
  for (int32_t k = 0; k < m->desks; k++) {
    tide__desk *d = m->desk[k];
    if (m->venue.path)
      tide__match_path(e, m, d);
    else
      inside_desk(e, d, &b);
  }
  m->last = c->close[t];
}
