/* match_path.c -- inside a candle whose price goes from the open to the nearer extreme, to the
 * other one, to the close. Of two as near, the low comes first. */
#include "core/nan.h"
#include "event/run.h"

static bool is_resting(const tide__row *row) {
  return row->place == TIDE__PLACE_BIDS || row->place == TIDE__PLACE_ASKS;
}

/* Where an order is met on the way from one price to another; NaN: nowhere. */
static double met_at(const tide__row *row, double from, double to) {
  if (is_resting(row)) { /* touching is not enough */
    const double d = tide__direction(row->side);
    if (d * from < d * row->price) return from;
    return d * to < d * row->price ? row->price : TIDE__NAN;
  }
  const double d = row->place == TIDE__PLACE_ABOVE ? 1.0 : -1.0;
  if (d * from >= d * row->trigger) return from;
  return d * to >= d * row->trigger ? row->trigger : TIDE__NAN;
}

/* The first order on the way, of equal ones the earlier; 0 when none is met. */
static int32_t first_met(const tide_events *e, const tide__market *m, const tide__desk *d,
                         double from, double to) {
  int32_t found = 0;
  double nearest = TIDE__INF;
  for (int32_t place = TIDE__PLACE_BIDS; place < TIDE__PLACES; place++) {
    const tide__stack *s = &d->stack[place];
    for (int32_t i = 0; i < s->n; i++) {
      const tide__row *row = tide__run_row(e, s->at[i].order);
      const double away = fabs(met_at(row, from, to) - from);
      if (row->opens >= m->opens || isnan(away) || away > nearest) continue;
      if (away == nearest && tide__run_row(e, found)->serial < row->serial) continue;
      found = s->at[i].order;
      nearest = away;
    }
  }
  return found;
}

static void go(tide_events *e, tide__market *m, tide__desk *d, double from, double to) {
  for (;;) {
    const int32_t name = first_met(e, m, d, from, to);
    const tide__way way = {.from = from,
                           .low = from < to ? from : to,
                           .high = from < to ? to : from,
                           .away = name ? fabs(met_at(tide__run_row(e, name), from, to) - from)
                                        : TIDE__INF};
    if (tide__accounts_liquidate(e, m, &way)) continue;
    if (!name) break;
    const tide__row *row = tide__run_row(e, name);
    const bool profit = row->type == TIDE_ORDER_TAKE_PROFIT;
    from = met_at(row, from, to);
    if (profit || is_resting(row))
      tide__match_fill(e, name, from, profit || from == row->price);
    else
      tide__match_strike(e, name, from);
    tide__venue_settle(e);
  }
  tide__trigger_follow(e, d, to, to, m->opens);
}

void tide__match_path(tide_events *e, tide__market *m, tide__desk *d) {
  const tide_candles *c = m->candles;
  const int32_t t = m->opens - 1;
  const double open = c->open[t], high = c->high[t], low = c->low[t];
  const bool low_first = open - low <= high - open;
  const double path[] = {open, low_first ? low : high, low_first ? high : low, c->close[t]};
  m->born = t; /* what wakes on the way works on it */
  for (int32_t leg = 0; leg < 3; leg++) go(e, m, d, path[leg], path[leg + 1]);
  m->born = m->opens;
}
