/* run.h -- a replay with its orders, and what its files do to them. */
#pragma once
#include "event/accounts.h"
#include "event/clock.h"
#include "event/flight.h"
#include "event/market.h"
#include "event/orders.h"

/* A fill as an account gets to know it, in values: at the time of the venue, with the price before
 * slippage and as it is paid. Inside a candle the time is that of its open. */
typedef struct {
  int64_t time;
  double base, slip, price, quantity;
  int32_t order, market, strategy, side;
  bool maker;
} tide__filled;

/* fresh    [n_fresh] orders that have something to do before the event is over
 * picked   [n_picked] orders that an event acts on
 * reading  the order whose report was handed out last, 0 none
 * failed   out of memory */
struct tide_events {
  tide__clock clock;
  tide_book *book[TIDE_EVENTS_MARKETS];
  tide__market *market[TIDE_EVENTS_MARKETS];
  tide__orders orders;
  tide__flight flight;
  tide__accounts *accounts; /* NULL: no strategy has one */
  int32_t *fresh, *picked;
  int32_t n_fresh, cap_fresh, n_picked, cap_picked;
  int64_t sequence; /* of the next event */
  int64_t now, serial;
  int32_t wanted, reading, sources;
  bool started, failed;
  tide_event event;
};

/* events.c */
void tide__run_start(tide_events *e); /* once, before anything happens */

/* venue.c -- what happens to orders at the venue. */
typedef struct {
  double price, quantity; /* units */
  double slip;            /* fraction of the price, against the order */
  bool maker;
} tide__strike;
void tide__venue_arrive(tide_events *e, int32_t name);
void tide__venue_cancel(tide_events *e, int32_t name);
void tide__venue_end(tide_events *e, int32_t name, int32_t state, int32_t why);
void tide__venue_report(tide_events *e, int32_t name, int32_t why);
void tide__venue_fill(tide_events *e, int32_t name, const tide__strike *strike);
/* What may fill of an order; 0 ends an order that may only reduce. */
double tide__venue_room(tide_events *e, int32_t name);
/* Puts an order at its place, and says so when it is the first time. */
void tide__venue_place(tide_events *e, int32_t name, int32_t place, double key);
/* At its price, behind what waits there. */
void tide__venue_rest(tide_events *e, int32_t name);
void tide__venue_trigger(tide_events *e, int32_t name);
void tide__venue_freshen(tide_events *e, int32_t name);
/* Until nothing is fresh. */
void tide__venue_settle(tide_events *e);
/* Orders of an array whose key is at least `least`, next to act first, into e->picked. */
void tide__venue_pick(tide_events *e, const tide__stack *s, double least);
void tide__venue_note(tide_events *e, int32_t name); /* one more */

/* force.c -- orders of the engine. */
/* How one closes a position.
 *   kind   TIDE_FILLED_*; why: TIDE_WHY_*
 *   price  units; NaN: as the market fills market orders
 *   slips  at a price, as market fills do */
typedef struct {
  int32_t kind, why;
  double price;
  bool slips;
} tide__forced;
/* False when there is nothing to close, or such an order is under way. */
bool tide__venue_force(tide_events *e, tide__market *m, int32_t strategy,
                       const tide__forced *forced);

/* account.c */
void tide__accounts_free(tide__accounts *a);
void tide__accounts_start(tide_events *e);
static inline tide__share *tide__accounts_share(const tide_events *e, int32_t strategy) {
  return e->accounts ? e->accounts->of[strategy] : NULL;
}
/* What a market's quantities are valued at; NaN: nothing is known. */
double tide__accounts_price(const tide__market *m);
double tide__accounts_value(const tide_events *e, const tide__share *s,
                            int32_t market); /* never NaN */
double tide__accounts_equity(const tide_events *e, const tide__share *s);
/* What is known when an order is sent. */
void tide__accounts_decide(const tide_events *e, tide__row *row);

/* account_fill.c -- a fill that has happened. */
void tide__accounts_fill(tide_events *e, const tide__filled *filled);
/* What closes a position that was entered waits at a price: for the row of its trade. */
void tide__accounts_level(tide_events *e, const tide__row *row, double price);
/* How much of it may happen. */
double tide__accounts_room(const tide_events *e, const tide__filled *filled);

/* account_mark.c -- what time brings. */
void tide__accounts_until(tide_events *e, int64_t time);       /* before what happens then */
void tide__accounts_row(tide_events *e, const tide__track *t); /* a row of a source happened */
void tide__accounts_saw(tide_events *e, const tide__market *m, double low, double high);
void tide__accounts_fund(tide_events *e, const tide__market *m, const tide_candles *c, int32_t t);
/* Everything is closed. False when that was done before. */
bool tide__accounts_end(tide_events *e);

/* account_margin.c -- liquidation. */
/* Prices that a market comes to from one, in values, and how far something else is met. */
typedef struct {
  double from, low, high, away;
} tide__way;
/* What is met there, if it is nearer. True when something was closed, or is being closed now. */
bool tide__accounts_liquidate(tide_events *e, tide__market *m, const tide__way *way);

/* group.c -- orders that depend on others. */
void tide__group_join(tide_events *e, int32_t name, int32_t other);
void tide__group_leave(tide_events *e, int32_t name);
void tide__group_filled(tide_events *e, int32_t name, double quantity);
void tide__group_adopt(tide_events *e, int32_t child, int32_t entry);
void tide__group_wake(tide_events *e, int32_t entry);
void tide__group_orphan(tide_events *e, int32_t entry);
void tide__group_detach(tide_events *e, int32_t child);

/* trigger.c -- prices that are waited for. */
bool tide__trigger_waits(const tide__row *row);
int32_t tide__trigger_place(const tide__row *row);
void tide__trigger_arm(tide_events *e, int32_t name);
/* Orders that trail follow a price; of those that were there before `opens`. */
void tide__trigger_follow(tide_events *e, tide__desk *d, double up, double down, int32_t opens);
void tide__trigger_check(tide_events *e, tide__desk *d, double up, double down);

/* match_book.c, match_trades.c, match_bar.c -- an order that may fill now. */
void tide__match_book(tide_events *e, int32_t name);
void tide__match_trades(tide_events *e, int32_t name);
void tide__match_bar(tide_events *e, int32_t name);
/* What happens in the market. */
void tide__match_message(tide_events *e, tide__market *m, const tide_depth *depth, int32_t row);
void tide__match_trade(tide_events *e, tide__market *m, const tide_tape *tape, int32_t row);
void tide__match_open(tide_events *e, tide__market *m);
/* match_inside.c -- a candle that has closed. */
void tide__match_inside(tide_events *e, tide__market *m, int32_t candle);
/* Candles: fills what may fill of an order. Market fills slip, limits and take-profits do not. */
void tide__match_fill(tide_events *e, int32_t name, double price, bool maker);
/* A stop is reached at a price. A stop-limit takes there or rests. */
void tide__match_strike(tide_events *e, int32_t name, double price);
/* match_path.c -- inside a candle, along a path. */
void tide__match_path(tide_events *e, tide__market *m, tide__desk *d);

/* report.c -- parcels that arrive. */
int32_t tide__report_next(tide_events *e);
/* The report that was handed out last is read. */
void tide__report_read(tide_events *e);

static inline tide__row *tide__run_row(const tide_events *e, int32_t name) {
  return tide__orders_row(&e->orders, name);
}
static inline tide__market *tide__run_market(const tide_events *e, const tide__row *row) {
  return e->market[row->market];
}
static inline tide__desk *tide__run_desk(const tide_events *e, const tide__row *row) {
  return e->market[row->market]->of[row->strategy];
}
/* Whether it has a worst price once it is active. */
static inline bool tide__row_has_limit(const tide__row *row) {
  return row->type == TIDE_ORDER_LIMIT || row->type == TIDE_ORDER_ICEBERG ||
         row->type == TIDE_ORDER_STOP_LIMIT;
}
