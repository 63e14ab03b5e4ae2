/* match_inside.c -- orders inside a candle, as section 2 of semantics.md has it: stops, then limits
 * and profits, the nearest first. */
#include "core/nan.h"
#include "event/run.h"

enum { STOPS, PROFITS };

static double sign_of(const tide__row *row) { return tide__direction(row->side); }
static bool is_profit(const tide__row *row) { return row->type == TIDE_ORDER_TAKE_PROFIT; }
static bool is_resting(const tide__row *row) {
  return row->place == TIDE__PLACE_BIDS || row->place == TIDE__PLACE_ASKS;
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

/* The level of an order that woke inside the bar, if the bar meets it; NaN: not. A stop is assumed
 * to come after the entry; a profit only when the close shows it. */
static double met_after(const tide__row *row, const bar *b) {
  const double d = sign_of(row);
  if (is_resting(row)) return d * b->close < d * row->price ? row->price : TIDE__NAN;
  if (is_profit(row)) return d * b->close <= d * row->trigger ? row->trigger : TIDE__NAN;
  const double adverse = d > 0.0 ? b->high : b->low;
  return d * adverse >= d * row->trigger ? row->trigger : TIDE__NAN;
}

/* Of the orders that woke, of a kind, the one that is met nearest to their entry; 0: none. */
static int32_t first_woken(const tide_events *e, const bar *b, int32_t which) {
  int32_t found = 0;
  double nearest = TIDE__INF;
  for (int32_t i = 0; i < e->n_picked; i++) {
    const tide__row *row = tide__run_row(e, e->picked[i]);
    if (row->place <= TIDE__PLACE_WAITING) continue;
    const bool stop = !is_resting(row) && !is_profit(row);
    const double away = fabs(met_after(row, b) - row->best);
    if (stop != (which == STOPS) || isnan(away) || away >= nearest) continue;
    found = e->picked[i];
    nearest = away;
  }
  return found;
}

/* Those that a fill inside the bar woke; they may wake others. */
static void wake_inside(tide_events *e, const bar *b) {
  while (e->n_fresh > 0) {
    e->n_picked = 0;
    for (int32_t i = 0; i < e->n_fresh; i++) tide__venue_note(e, e->fresh[i]);
    tide__venue_settle(e);
    for (int32_t which = STOPS; which <= PROFITS; which++) {
      int32_t name;
      while ((name = first_woken(e, b, which))) {
        const double level = met_after(tide__run_row(e, name), b);
        if (which == STOPS)
          tide__match_strike(e, name, level);
        else
          tide__match_fill(e, name, level, true);
      }
    }
  }
}

/* How the bar is told to orders that trail: what was there before by its extremes, what woke
 * inside by its close. */
static void follow(tide_events *e, tide__desk *d, const bar *b) {
  tide__trigger_follow(e, d, b->high, b->low, b->opens);
  tide__trigger_follow(e, d, b->close, b->close, INT32_MAX);
}

/* Whether the account is liquidated before the price comes to an order; 0: on the whole bar. */
static bool is_liquidated(tide_events *e, tide__market *m, const bar *b, int32_t name) {
  const double away = name ? fabs(met_at(tide__run_row(e, name), b) - b->open) : TIDE__INF;
  const tide__way way = {.from = b->open, .low = b->low, .high = b->high, .away = away};
  return tide__accounts_liquidate(e, m, &way);
}

static void inside_desk(tide_events *e, tide__market *m, tide__desk *d, const bar *b) {
  for (int32_t which = STOPS; which <= PROFITS; which++) {
    for (;;) {
      const int32_t name = first_met(e, d, b, which);
      if (which == STOPS && is_liquidated(e, m, b, name)) continue;
      if (!name) break;
      const tide__row *row = tide__run_row(e, name);
      const double price = met_at(row, b), sign = sign_of(row);
      if (which == STOPS)
        tide__match_strike(e, name, price);
      else
        tide__match_fill(e, name, price, is_profit(row) || sign * b->open > sign * row->price);
      wake_inside(e, b);
    }
  }
  is_liquidated(e, m, b, 0);
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
      inside_desk(e, m, d, &b);
  }
  tide__accounts_saw(e, m, b.low, b.high);
  m->last = c->close[t];
}
