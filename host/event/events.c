/* events.c -- markets replayed: the clock says what comes, books follow, the record is filled in
 * for those who want it. */
#include "core/nan.h"
#include "event/clock.h"

#include <math.h>
#include <stdlib.h>

struct tide_events {
  tide__clock clock;
  tide_book *book[TIDE_EVENTS_MARKETS];
  int64_t sequence; /* of the next event */
  int32_t wanted;
  bool started;
  tide_event event;
};

tide_events *tide_events_new(void) {
  tide_events *e = calloc(1, sizeof *e);
  if (e) e->wanted = -1;
  return e;
}

void tide_events_free(tide_events *e) {
  if (!e) return;
  for (int32_t i = 0; i < TIDE_EVENTS_MARKETS; i++) tide_book_free(e->book[i]);
  free(e);
}

static int32_t add(tide_events *e, tide__track track) {
  const bool known = track.market >= 0 && track.market < TIDE_EVENTS_MARKETS;
  if (!known || e->started || e->clock.n == TIDE_EVENTS_SOURCES) return TIDE_EINVAL;
  if (track.kind == TIDE_EVENT_BOOK) {
    if (e->book[track.market]) return TIDE_EINVAL;
    if (!(e->book[track.market] = tide_book_new())) return TIDE_ENOMEM;
  }
  track.source = e->clock.n;
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

int32_t tide_events_add_trades(tide_events *e, int32_t market, const tide_tape *t) {
  return add(e, (tide__track){.kind = TIDE_EVENT_TRADE,
                              .market = market,
                              .n = t->n,
                              .time = t->time,
                              .received = t->received,
                              .columns.tape = t});
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

/* Exact: both are whole numbers below 2^53, so one rounding gives the double that the text means.
 */
static double number(int64_t units, int32_t digits) {
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                  1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
  return (double)units / powers[digits];
}

static void describe(tide_event *event, const tide__track *t) {
  const int32_t row = t->row;
  event->side = -1;
  if (t->kind == TIDE_EVENT_TRADE) {
    const tide_tape *tape = t->columns.tape;
    event->price = number(tape->price[row], tape->price_digits);
    event->quantity = number(tape->quantity[row], tape->quantity_digits);
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

static void start(tide_events *e) {
  tide__clock_start(&e->clock);
  e->started = true;
}

int tide_events_next(tide_events *e) {
  if (!e->started) start(e);
  int32_t i;
  while ((i = tide__clock_least(&e->clock)) >= 0) {
    const tide__track *t = &e->clock.track[i];
    const int32_t kind = t->kind;
    if (kind == TIDE_EVENT_BOOK) {
      const int status = tide_book_apply(e->book[t->market], t->columns.depth, t->row, t->row + 1);
      if (status != TIDE_OK) return status;
    }
    const bool wanted = e->wanted >> kind & 1;
    if (wanted) record(e, i);
    e->sequence++;
    tide__clock_advance(&e->clock, i);
    if (wanted) return kind;
  }
  return TIDE_EVENT_END;
}

const tide_event *tide_events_event(const tide_events *e) { return &e->event; }

const tide_book *tide_events_book(const tide_events *e, int32_t market) {
  return market >= 0 && market < TIDE_EVENTS_MARKETS ? e->book[market] : NULL;
}
