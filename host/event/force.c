/* force.c -- orders of the engine, which close what an account may not keep. */
#include "core/nan.h"
#include "event/run.h"

/* An order of the engine, at the venue already. */
static int32_t new_forced(tide_events *e, const tide__market *m, const tide__desk *d,
                          const tide__forced *forced) {
  const int32_t name = tide__orders_new(&e->orders);
  if (!name) return 0;
  const double quantity = fabs(d->position);
  tide__row *row = tide__run_row(e, name);
  *row = (tide__row){.seen = {.average = TIDE__NAN},
                     .price = TIDE__NAN,
                     .trigger = TIDE__NAN,
                     .shown = TIDE__INF,
                     .quantity = quantity,
                     .asked = quantity,
                     .awake = quantity,
                     .left = quantity,
                     .visible = quantity,
                     .level = TIDE__NAN,
                     .best = TIDE__NAN,
                     .side = d->position > 0.0 ? TIDE_SELL : TIDE_BUY,
                     .type = TIDE_ORDER_MARKET,
                     .flags = TIDE_ORDER_REDUCE_ONLY,
                     .market = m->number,
                     .strategy = d->strategy,
                     .state = TIDE_ORDER_WORKING,
                     .bar = -1,
                     .forced = forced->kind,
                     .older = name,
                     .newer = name,
                     .used = true};
  row->seen.order = (tide_order){.market = m->number,
                                 .strategy = d->strategy,
                                 .side = row->side,
                                 .flags = row->flags,
                                 .quantity = tide__units_value(quantity, m->quantity_digits)};
  return name;
}

static bool is_under_way(const tide_events *e, const tide__market *m, const tide__desk *d) {
  if (!tide__orders_known(&e->orders, d->forced)) return false;
  const tide__row *row = tide__run_row(e, d->forced);
  return row->forced && !tide__orders_ended(row) && row->market == m->number &&
         row->strategy == d->strategy;
}

bool tide__venue_force(tide_events *e, tide__market *m, int32_t strategy,
                       const tide__forced *forced) {
  tide__desk *d = m->of[strategy];
  if (!d || d->position == 0.0) return false;
  const bool now = !isnan(forced->price);
  if (is_under_way(e, m, d)) {
    if (!now) return false;
    tide__venue_end(e, d->forced, TIDE_ORDER_CANCELLED, TIDE_WHY_OTHER);
  }
  const int32_t name = new_forced(e, m, d, forced);
  e->failed = e->failed || !name;
  if (!name) return false;
  d->forced = name;
  tide__venue_report(e, name, forced->why);
  if (now) {
    const double quantity = fabs(d->position);
    const double value = tide__units_value(quantity, m->quantity_digits);
    tide__venue_fill(
      e, name,
      &(tide__strike){.price = forced->price,
                      .quantity = quantity,
                      .slip = forced->slips ? tide__slip_filling(m, e->now, value) : 0.0});
  } else {
    tide__venue_freshen(e, name);
    tide__venue_settle(e);
  }
  return true;
}
