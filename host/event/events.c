/* events.c -- markets replayed: the clock says what comes, books follow, the record is filled in
 * for those who want it. */
#include "core/nan.h"
#include "event/run.h"

#include <stdlib.h>

tide_events *tide_events_new(void) {
  tide_events *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  e->wanted = -1;
  e->clock.until = INT64_MAX;
  return e;
}

void tide_events_free(tide_events *e) {
  if (!e) return;
  for (int32_t i = 0; i < TIDE_EVENTS_MARKETS; i++) {
    tide_book_free(e->book[i]);
    tide__market_free(e->market[i]);
  }
  tide__accounts_free(e->accounts);
  tide__orders_free(&e->orders);
  tide__flight_free(&e->flight);
  free(e->fresh);
  free(e->picked);
  free(e);
}

static int32_t add(tide_events *e, tide__track track) {
  const bool known = track.market >= 0 && track.market < TIDE_EVENTS_MARKETS;
  if (known && e->market[track.market]) return TIDE_EINVAL;
  if (!known || e->started || e->sources == TIDE_EVENTS_SOURCES) return TIDE_EINVAL;
  if (track.kind == TIDE_EVENT_BOOK) {
    if (e->book[track.market]) return TIDE_EINVAL;
    if (!(e->book[track.market] = tide_book_new())) return TIDE_ENOMEM;
  }
  track.source = e->sources++;
  tide__clock_add(&e->clock, &track);
  return track.source;
}

int32_t tide_events_add_candles(tide_events *e, int32_t market, const tide_candles *c) {
  return add(e, (tide__track){.kind = TIDE_EVENT_CANDLE,
                              .market = market,
                              .n = c->n,
                              .time = c->time,
                              .columns.candles = c});
}

static int32_t add_tape(tide_events *e, int32_t kind, int32_t market, const tide_tape *t) {
  return add(e, (tide__track){.kind = kind,
                              .market = market,
                              .n = t->n,
                              .time = t->time,
                              .received = t->received,
                              .columns.tape = t});
}

int32_t tide_events_add_trades(tide_events *e, int32_t market, const tide_tape *t) {
  return add_tape(e, TIDE_EVENT_TRADE, market, t);
}

int32_t tide_events_add_liquidations(tide_events *e, int32_t market, const tide_tape *t) {
  return add_tape(e, TIDE_EVENT_LIQUIDATION, market, t);
}

int32_t tide_events_add_depth(tide_events *e, int32_t market, const tide_depth *d) {
  return add(e, (tide__track){.kind = TIDE_EVENT_BOOK,
                              .market = market,
                              .n = d->messages,
                              .time = d->time,
                              .received = d->received,
                              .columns.depth = d});
}

void tide_events_want(tide_events *e, int32_t kinds) { e->wanted = kinds; }

static void describe(tide_event *event, const tide__track *t) {
  const int32_t row = t->row;
  event->side = -1;
  if (tide__track_has_tape(t)) {
    const tide_tape *tape = t->columns.tape;
    event->price = tide__units_value((double)tape->price[row], tape->price_digits);
    event->quantity = tide__units_value((double)tape->quantity[row], tape->quantity_digits);
    event->side = tape->side[row];
  } else if (t->kind == TIDE_EVENT_BOOK) {
    const tide_depth *depth = t->columns.depth;
    event->price = TIDE__NAN;
    event->quantity = depth->from[row + 1] - depth->from[row];
  } else {
    const tide_candles *c = t->columns.candles;
    event->price = c->close[row];
    event->quantity = c->volume ? c->volume[row] : TIDE__NAN;
  }
}

static void record(tide_events *e, int32_t i) {
  const tide__track *t = &e->clock.track[i];
  const tide_book *book = e->book[t->market];
  tide_event *event = &e->event;
  *event = (tide_event){.time = e->clock.time[i],
                        .sequence = e->sequence,
                        .kind = t->kind,
                        .market = t->market,
                        .source = t->source,
                        .row = t->row,
                        .flags = book && tide_book_known(book) ? TIDE_EVENT_KNOWN : 0,
                        .strategy = -1,
                        .order = -1};
  describe(event, t);
}

void tide__run_start(tide_events *e) {
  if (e->started) return;
  tide__clock_start(&e->clock);
  if (e->accounts) tide__accounts_start(e);
  e->started = true;
  const int32_t i = tide__clock_least(&e->clock);
  if (i >= 0) e->now = e->clock.time[i];
}

/* What the next row of a track does to the market. */
static int happen(tide_events *e, const tide__track *t) {
  tide__market *m = e->market[t->market];
  int status = TIDE_OK;
  switch (t->kind) {
  case TIDE__TRACK_INSIDE:
    tide__match_inside(e, m, t->row);
    break;
  case TIDE__TRACK_OPEN:
    tide__match_open(e, m);
    break;
  case TIDE__TRACK_FUNDING:
  case TIDE__TRACK_FUNDING_OPEN:
    tide__accounts_fund(e, m, t->columns.candles, t->row);
    break;
  case TIDE_EVENT_TRADE:
    if (m) tide__match_trade(e, m, t->columns.tape, t->row);
    break;
  case TIDE_EVENT_BOOK:
    status = tide_book_apply(e->book[t->market], t->columns.depth, t->row, t->row + 1);
    if (m && status == TIDE_OK) tide__match_message(e, m, t->columns.depth, t->row);
    break;
  default:
    break;
  }
  return status;
}

/* The next row of a source: the kind of its event if it is wanted, else TIDE_EVENT_END, or a
 * negative status. */
static int take_row(tide_events *e, int32_t i) {
  const tide__track *t = &e->clock.track[i];
  const int32_t kind = t->kind;
  e->now = e->clock.time[i];
  const int status = happen(e, t);
  if (status != TIDE_OK) return status;
  if (e->accounts) tide__accounts_row(e, t);
  const bool event = kind >= TIDE_EVENT_CANDLE && kind <= TIDE_EVENT_LIQUIDATION;
  const bool wanted = event && e->wanted >> kind & 1;
  if (wanted) record(e, i);
  e->sequence += event;
  tide__clock_advance(&e->clock, i);
  return wanted ? kind : TIDE_EVENT_END;
}

/* What was under way comes before what happens at the same instant. When the market is over a
 * timer does not come any more: one that is set again and again would never end. */
static int take_parcel(tide_events *e, bool over) {
  const int32_t kind = tide__report_next(e);
  if (over && kind == TIDE_EVENT_TIMER) return TIDE_EVENT_END;
  if (kind != TIDE_EVENT_END && e->wanted >> kind & 1) return kind;
  tide__report_read(e);
  return TIDE_EVENT_END;
}

int tide_events_next(tide_events *e) {
  tide__run_start(e);
  tide__report_read(e);
  for (;;) {
    if (e->failed) return TIDE_ENOMEM;
    const int32_t i = tide__clock_least(&e->clock);
    const int64_t time = i >= 0 ? e->clock.time[i] : e->clock.until;
    const bool over = i < 0 && e->clock.until == INT64_MAX;
    const bool arrives = e->flight.n > 0 && tide__flight_time(&e->flight) <= time;
    if (!arrives && i < 0) {
      if (over && tide__accounts_end(e)) continue; /* what it closes is reported */
      return TIDE_EVENT_END;
    }
    if (e->accounts) tide__accounts_until(e, arrives ? tide__flight_time(&e->flight) : time);
    const int kind = arrives ? take_parcel(e, over) : take_row(e, i);
    if (kind != TIDE_EVENT_END) return kind;
  }
}

int tide_events_until(tide_events *e, int64_t time) {
  const bool settled = e->accounts && e->accounts->settled;
  if (settled || (e->started && time < e->now)) return TIDE_EINVAL;
  e->clock.until = time;
  if (e->started) tide__clock_grow(&e->clock);
  for (int32_t i = 0; i < TIDE_EVENTS_MARKETS; i++)
    if (e->market[i] && tide__slip_grow(e->market[i]) != TIDE_OK) return TIDE_ENOMEM;
  return TIDE_OK;
}

const tide_event *tide_events_event(const tide_events *e) { return &e->event; }

const tide_book *tide_events_book(const tide_events *e, int32_t market) {
  return market >= 0 && market < TIDE_EVENTS_MARKETS ? e->book[market] : NULL;
}
