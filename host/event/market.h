/* market.h -- one market that takes orders: how it fills them, its units, its strategies' desks. */
#pragma once
#include "backtest/slippage.h"
#include "event/desk.h"
#include "event/units.h"

enum { TIDE__BY_BOOK, TIDE__BY_TRADES, TIDE__BY_CANDLES };

/* by              TIDE__BY_*: what orders fill against
 * *_digits        its units; the others: how many of them one of a column is
 * ahead           as in the venue, in units
 * last, last_side the last trade; of candles the last price. NaN before
 * known           whether the book was, at the last message
 * candles         of which `opens` have opened and `closed` were looked into; born: what row->opens
 *                 new orders get
 * slippage        of market fills, its columns in `costs`, of so many candles: measured
 * desk            [desks] in the order in which they came; of: by strategy, NULL where none is */
typedef struct {
  tide_venue venue;
  int32_t number, by;
  int32_t price_digits, quantity_digits;
  double tape_price, tape_quantity, depth_price, depth_quantity;
  double ahead, last;
  int32_t last_side;
  bool traded, known;
  const tide_book *book;
  const tide_candles *candles;
  int32_t opens, closed, born, desks;
  tide__slippage slippage;
  tide__scratch costs;
  int32_t measured;
  tide__desk *desk[TIDE_EVENTS_STRATEGIES], *of[TIDE_EVENTS_STRATEGIES];
} tide__market;

void tide__market_free(tide__market *m);
/* The desk of a strategy, made when there is none; NULL when out of memory. */
tide__desk *tide__market_desk(tide__market *m, int32_t strategy);
/* The best price of a side of the book; NaN when it has none. */
double tide__market_best(const tide__market *m, int32_t side);
/* What the book shows at a price. */
double tide__market_level(const tide__market *m, int32_t side, double price);
/* slip.c -- once, when what it fills against is known. TIDE_EINVAL without the candles that it
 * needs, TIDE_EDATA without their volume, TIDE_ENOMEM. */
int tide__slip_open(tide__market *m, tide_error *error);
/* The candles may have grown. */
int tide__slip_grow(tide__market *m);
/* A fraction of the price: of a fill of that quantity (a value), and as it is counted on when an
 * order is decided: by the last candle that was complete then; 0 where there is a book. */
double tide__slip_filling(const tide__market *m, int64_t now, double quantity);
double tide__slip_deciding(const tide__market *m, int64_t now, double quantity);
/* The delay of a parcel that is sent now. */
enum { TIDE__DELAY_ENTRY, TIDE__DELAY_CANCEL, TIDE__DELAY_RESPONSE };
int64_t tide__market_delay(const tide__market *m, int32_t which, int64_t now);

static inline double tide__direction(int32_t side) { return side == TIDE_BUY ? 1.0 : -1.0; }
