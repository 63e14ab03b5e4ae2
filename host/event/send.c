/* send.c -- orders as strategies send them: looked at, put into units, on their way. */
#include "core/error.h"
#include "core/nan.h"
#include "event/run.h"

/* What each type needs. */
static const struct {
  const char *name;
  bool price, trigger, trail, shown;
} types[] = {
  [TIDE_ORDER_MARKET] = {"market", false, false, false, false},
  [TIDE_ORDER_LIMIT] = {"limit", true, false, false, false},
  [TIDE_ORDER_STOP] = {"stop", false, true, false, false},
  [TIDE_ORDER_STOP_LIMIT] = {"stop-limit", true, true, false, false},
  [TIDE_ORDER_TAKE_PROFIT] = {"take-profit", false, true, false, false},
  [TIDE_ORDER_TRAILING] = {"trailing", false, false, true, false},
  [TIDE_ORDER_ICEBERG] = {"iceberg", true, false, false, true},
};
enum { TYPES = sizeof types / sizeof types[0], ALL_FLAGS = 15 };

static bool is_in(int32_t x, int32_t end) { return x >= 0 && x < end; }

static int check_numbers(const tide_order *o, tide_error *error) {
  const char *name = types[o->type].name;
  if (!(o->quantity > 0.0) || isinf(o->quantity))
    return tide__error(error, TIDE_EINVAL, "quantity %g is not above 0", o->quantity);
  if (types[o->type].price && !isfinite(o->price))
    return tide__error(error, TIDE_EINVAL, "a %s order needs a price, not %g", name, o->price);
  if (types[o->type].trigger && !isfinite(o->trigger))
    return tide__error(error, TIDE_EINVAL, "a %s order needs a trigger, not %g", name, o->trigger);
  if (types[o->type].trail && (!(o->trail > 0.0) || isinf(o->trail)))
    return tide__error(error, TIDE_EINVAL, "a %s order needs a trail above 0, not %g", name,
                       o->trail);
  if (types[o->type].trail && o->flags & TIDE_ORDER_FRACTION && o->trail >= 1.0)
    return tide__error(error, TIDE_EINVAL, "a trail that is a fraction lies below 1, not %g",
                       o->trail);
  if (types[o->type].shown && (!(o->shown > 0.0) || isinf(o->shown)))
    return tide__error(error, TIDE_EINVAL, "an %s order shows a quantity above 0, not %g", name,
                       o->shown);
  return TIDE_OK;
}

static int check_flags(const tide_order *o, tide_error *error) {
  const bool limit = o->type == TIDE_ORDER_LIMIT || o->type == TIDE_ORDER_ICEBERG;
  if (o->flags & TIDE_ORDER_POST_ONLY && (!limit || o->force != TIDE_GTC))
    return tide__error(error, TIDE_EINVAL,
                       "only a limit that may rest (GTC) is post-only, not a %s order",
                       types[o->type].name);
  if (o->type == TIDE_ORDER_ICEBERG && o->force != TIDE_GTC)
    return tide__error(error, TIDE_EINVAL, "an iceberg rests: its time in force is GTC");
  const bool levels =
    o->type == TIDE_ORDER_LIMIT || o->type == TIDE_ORDER_STOP || o->type == TIDE_ORDER_TAKE_PROFIT;
  if (o->flags & TIDE_ORDER_FROM_ENTRY && (!levels || !o->entry))
    return tide__error(error, TIDE_EINVAL,
                       "only a limit, stop or take-profit with an entry counts from its price");
  if (o->flags & TIDE_ORDER_FRACTION && o->type != TIDE_ORDER_TRAILING)
    return tide__error(error, TIDE_EINVAL, "only a trailing order has a trail that is a fraction");
  return TIDE_OK;
}

static int check_link(const tide_events *e, const tide_order *o, int32_t name, const char *what,
                      tide_error *error) {
  if (name == 0) return TIDE_OK;
  if (!tide__orders_known(&e->orders, name))
    return tide__error(error, TIDE_EINVAL, "%s: there is no order %d (any more)", what, name);
  const tide__row *row = tide__run_row(e, name);
  if (row->market == o->market && row->strategy == o->strategy) return TIDE_OK;
  return tide__error(error, TIDE_EINVAL, "%s: order %d is of another market or strategy", what,
                     name);
}

static int check(const tide_events *e, const tide_order *o, tide_error *error) {
  if (!is_in(o->market, TIDE_EVENTS_MARKETS) || !e->market[o->market])
    return tide__error(error, TIDE_EINVAL, "market %d is not open to orders", o->market);
  if (!is_in(o->strategy, TIDE_EVENTS_STRATEGIES))
    return tide__error(error, TIDE_EINVAL, "strategies are 0 to %d, not %d",
                       TIDE_EVENTS_STRATEGIES - 1, o->strategy);
  if (!is_in(o->side, 2) || !is_in(o->type, TYPES) || !is_in(o->force, TIDE_FOK + 1) ||
      !is_in(o->flags, ALL_FLAGS + 1))
    return tide__error(error, TIDE_EINVAL,
                       "there is no side %d, type %d, time in force %d or flags %d", o->side,
                       o->type, o->force, o->flags);
  int status = check_numbers(o, error);
  if (status == TIDE_OK) status = check_flags(o, error);
  if (status == TIDE_OK) status = check_link(e, o, o->entry, "entry", error);
  if (status == TIDE_OK) status = check_link(e, o, o->other, "other", error);
  return status;
}

/* Prices never worse than said, triggers never nearer. */
static void convert(const tide__market *m, const tide_order *o, tide__row *row) {
  const bool buy = o->side == TIDE_BUY;
  const bool near = o->type == TIDE_ORDER_TAKE_PROFIT;
  const bool relative = o->flags & TIDE_ORDER_FRACTION;
  const double none = TIDE__NAN;
  row->price = types[o->type].price ? tide__units_of(o->price, m->price_digits, !buy) : none;
  row->trigger =
    types[o->type].trigger ? tide__units_of(o->trigger, m->price_digits, buy != near) : none;
  row->trail = relative ? o->trail : tide__units_of(o->trail, m->price_digits, true);
  row->quantity = row->asked = tide__units_of(o->quantity, m->quantity_digits, false);
  row->shown =
    types[o->type].shown ? tide__units_of(o->shown, m->quantity_digits, true) : TIDE__INF;
}

/* On its way to the venue; nothing overtakes what was sent before. */
static bool send(tide_events *e, int32_t name, int32_t what) {
  const tide__row *row = tide__run_row(e, name);
  tide__desk *d = tide__run_desk(e, row);
  const int32_t delay = what == TIDE__FLIGHT_ORDER ? TIDE__DELAY_ENTRY : TIDE__DELAY_CANCEL;
  int64_t time = e->now + tide__market_delay(tide__run_market(e, row), delay, e->now);
  if (time < d->sent) time = d->sent;
  d->sent = time;
  return tide__flight_send(&e->flight, (tide__parcel){.time = time, .what = what, .order = name});
}

static int32_t enter(tide_events *e, const tide_order *o, const tide__row *row) {
  const int32_t name = tide__orders_new(&e->orders);
  if (!name) return TIDE_ENOMEM;
  tide__row *at = tide__run_row(e, name);
  *at = *row;
  at->used = true;
  at->older = at->newer = name;
  at->pins = 1;
  tide__accounts_decide(e, at);
  if (!send(e, name, TIDE__FLIGHT_ORDER)) {
    at->state = TIDE_ORDER_REJECTED;
    at->pins = 0;
    tide__orders_settle(&e->orders, name);
    return TIDE_ENOMEM;
  }
  if (o->entry) tide__run_row(e, o->entry)->pins++;
  if (o->other) tide__run_row(e, o->other)->pins++;
  return name;
}

int32_t tide_events_submit(tide_events *e, const tide_order *order, tide_error *error) {
  tide__run_start(e);
  const int status = check(e, order, error);
  if (status != TIDE_OK) return status;
  tide__market *m = e->market[order->market];
  tide__row row = {.seen = {.average = TIDE__NAN, .order = *order},
                   .side = order->side,
                   .type = order->type,
                   .force = order->force,
                   .flags = order->flags,
                   .market = order->market,
                   .strategy = order->strategy,
                   .level = TIDE__NAN,
                   .best = TIDE__NAN};
  convert(m, order, &row);
  if (!(row.quantity > 0.0) || row.quantity > 0x1p53)
    return tide__error(error, TIDE_EINVAL,
                       "quantity %g is less than one unit of the market, or beyond 2^53 of them",
                       order->quantity);
  if (m->by != TIDE__BY_CANDLES && (fabs(row.price) > 0x1p53 || fabs(row.trigger) > 0x1p53))
    return tide__error(error, TIDE_EINVAL,
                       "price %g or trigger %g is beyond 2^53 units of the market", order->price,
                       order->trigger);
  const int32_t name = tide__market_desk(m, order->strategy) ? enter(e, order, &row) : TIDE_ENOMEM;
  return name < 0 ? tide__error(error, name, "out of memory") : name;
}

int tide_events_cancel(tide_events *e, int32_t order) {
  if (!tide__orders_known(&e->orders, order)) return TIDE_EINVAL;
  if (!send(e, order, TIDE__FLIGHT_CANCEL)) return TIDE_ENOMEM;
  tide__run_row(e, order)->pins++;
  return TIDE_OK;
}

const tide_order_status *tide_events_order(const tide_events *e, int32_t order) {
  return tide__orders_known(&e->orders, order) ? &tide__run_row(e, order)->seen : NULL;
}

double tide_events_position(const tide_events *e, int32_t market, int32_t strategy) {
  if (!is_in(market, TIDE_EVENTS_MARKETS) || !e->market[market]) return 0.0;
  if (!is_in(strategy, TIDE_EVENTS_STRATEGIES)) return 0.0;
  const tide__desk *d = e->market[market]->of[strategy];
  return d ? tide__units_value(d->known, e->market[market]->quantity_digits) : 0.0;
}

int tide_events_timer(tide_events *e, int32_t strategy, double delay, int32_t number) {
  if (!is_in(strategy, TIDE_EVENTS_STRATEGIES) || number < 0) return TIDE_EINVAL;
  if (!(delay >= 0.0 && delay < 0x1p50)) return TIDE_EINVAL;
  tide__run_start(e);
  const tide__parcel timer = {.time = e->now + (int64_t)delay,
                              .what = TIDE__FLIGHT_TIMER,
                              .strategy = strategy,
                              .number = number};
  return tide__flight_send(&e->flight, timer) ? TIDE_OK : TIDE_ENOMEM;
}
