/* report.c -- what was under way arrives: at the venue, or as an event at its strategy. */
#include "core/nan.h"
#include "event/run.h"

/* What a strategy knows of its order, and of its position. */
static void tell(const tide_events *e, tide__row *row, const tide__parcel *p) {
  tide_order_status *seen = &row->seen;
  seen->state = p->state;
  seen->why = p->why;
  if (p->kind != TIDE_EVENT_FILL) return;
  const int32_t digits = tide__run_market(e, row)->quantity_digits;
  const double quantity = tide__units_of(p->quantity, digits, false);
  row->told += quantity;
  row->told_paid += quantity * p->price;
  seen->filled = tide__units_value(row->told, digits);
  seen->average = ++row->told_fills == 1 ? p->price : row->told_paid / row->told;
  tide__run_desk(e, row)->known += tide__direction(row->side) * quantity;
}

static void record(tide_events *e, const tide__parcel *p) {
  e->event = (tide_event){.time = p->time,
                          .sequence = e->sequence++,
                          .price = p->price,
                          .quantity = p->quantity,
                          .kind = p->kind,
                          .market = -1,
                          .source = -1,
                          .row = p->number,
                          .side = -1,
                          .flags = p->flags,
                          .strategy = p->strategy,
                          .order = -1};
}

static int32_t hand_out_report(tide_events *e, const tide__parcel *p) {
  tide__row *row = tide__run_row(e, p->order);
  tell(e, row, p);
  record(e, p);
  e->event.market = row->market;
  e->event.strategy = row->strategy;
  e->event.order = p->order;
  e->event.side = row->side;
  e->event.row = p->state;
  e->event.source = p->why;
  e->reading = p->order;
  return p->kind;
}

static int32_t hand_out_timer(tide_events *e, tide__parcel *p) {
  p->kind = TIDE_EVENT_TIMER;
  p->price = p->quantity = TIDE__NAN;
  record(e, p);
  return p->kind;
}

int32_t tide__report_next(tide_events *e) {
  tide__parcel p = tide__flight_take(&e->flight);
  e->now = p.time;
  switch (p.what) {
  case TIDE__FLIGHT_ORDER:
    tide__venue_arrive(e, p.order);
    return TIDE_EVENT_END;
  case TIDE__FLIGHT_CANCEL:
    tide__venue_cancel(e, p.order);
    return TIDE_EVENT_END;
  case TIDE__FLIGHT_REPORT:
    return hand_out_report(e, &p);
  default:
    return hand_out_timer(e, &p);
  }
}

void tide__report_read(tide_events *e) {
  if (!e->reading) return;
  tide__run_row(e, e->reading)->reports--;
  tide__orders_settle(&e->orders, e->reading);
  e->reading = 0;
}
