/* trigger.c -- stops, take-profits and trailing stops wait for a price. */
#include "core/nan.h"
#include "event/run.h"

/* Which types wait, and whether for a price on the far side (a buy waits above) or the near one. */
static const struct {
  bool waits, near;
} types[] = {
  [TIDE_ORDER_STOP] = {true, false},       [TIDE_ORDER_STOP_LIMIT] = {true, false},
  [TIDE_ORDER_TAKE_PROFIT] = {true, true}, [TIDE_ORDER_TRAILING] = {true, false},
  [TIDE_ORDER_ICEBERG] = {false, false},
};

bool tide__trigger_waits(const tide__row *row) { return types[row->type].waits && !row->triggered; }

int32_t tide__trigger_place(const tide__row *row) {
  const bool above = (row->side == TIDE_BUY) != types[row->type].near;
  return above ? TIDE__PLACE_ABOVE : TIDE__PLACE_BELOW;
}

/* Behind the best price by the trail, and never nearer than a unit allows. */
static double trailing(const tide_events *e, const tide__row *row) {
  const double d = tide__direction(row->side);
  const double level = row->flags & TIDE_ORDER_FRACTION ? row->best * (1.0 + d * row->trail)
                                                        : row->best + d * row->trail;
  if (tide__run_market(e, row)->price_digits == TIDE__UNITS_NONE) return level;
  return d > 0.0 ? ceil(level) : floor(level);
}

static void place(tide_events *e, int32_t name) {
  const tide__row *row = tide__run_row(e, name);
  const int32_t at = tide__trigger_place(row);
  const double key = isnan(row->trigger) ? -TIDE__INF : tide__desk_sign(at) * row->trigger;
  tide__venue_place(e, name, at, key);
}

void tide__trigger_arm(tide_events *e, int32_t name) {
  tide__row *row = tide__run_row(e, name);
  const tide__market *m = tide__run_market(e, row);
  if (row->type == TIDE_ORDER_TRAILING) {
    if (m->by != TIDE__BY_CANDLES || isnan(row->best)) row->best = m->last;
    row->trigger = trailing(e, row);
  }
  place(e, name);
}

static void follow(tide_events *e, int32_t name, double price) {
  tide__row *row = tide__run_row(e, name);
  const double d = tide__direction(row->side);
  if (d * price >= d * row->best) return; /* a buy follows the lowest; false for NaN */
  row->best = price;
  row->trigger = trailing(e, row);
  const int32_t opens = row->opens;
  place(e, name);
  row->opens = opens;
}

void tide__trigger_follow(tide_events *e, tide__desk *d, double up, double down, int32_t opens) {
  if (d->trailing == 0) return;
  static const int32_t places[] = {TIDE__PLACE_BELOW, TIDE__PLACE_ABOVE};
  for (int32_t k = 0; k < 2; k++) {
    tide__venue_pick(e, &d->stack[places[k]], -TIDE__INF);
    for (int32_t i = 0; i < e->n_picked; i++) {
      const tide__row *row = tide__run_row(e, e->picked[i]);
      if (row->type != TIDE_ORDER_TRAILING || row->opens >= opens) continue;
      follow(e, e->picked[i], places[k] == TIDE__PLACE_BELOW ? up : down);
    }
  }
}

static void check(tide_events *e, const tide__stack *s, double least) {
  tide__venue_pick(e, s, least);
  for (int32_t i = 0; i < e->n_picked; i++) {
    tide__venue_trigger(e, e->picked[i]);
    tide__venue_freshen(e, e->picked[i]);
  }
}

void tide__trigger_check(tide_events *e, tide__desk *d, double up, double down) {
  check(e, &d->stack[TIDE__PLACE_BELOW], down);
  check(e, &d->stack[TIDE__PLACE_ABOVE], -up);
}
