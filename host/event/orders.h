/* orders.h -- the table of orders. The number of a row is the order's name. */
#pragma once
#include "tide.h"

/* Where an order is at the venue. The arrays of a desk have these numbers. */
enum {
  TIDE__PLACE_NONE,    /* under way, asleep or ended */
  TIDE__PLACE_WAITING, /* takes part in the next trade or open */
  TIDE__PLACE_BIDS,
  TIDE__PLACE_ASKS,
  TIDE__PLACE_BELOW, /* its trigger is below the price */
  TIDE__PLACE_ABOVE,
  TIDE__PLACES
};

/* Prices and quantities in units of the market.
 *   seen       what its strategy has read, with the order as it was sent, in values
 *   price, trigger  NaN: none
 *   quantity   all of it, as far as it was not cut; asked: before cuts by its group
 *   awake      of asked, what its entry has woken; all of it without one
 *   left       awake and not filled
 *   visible    of left, what others see: all of it but for an iceberg
 *   ahead      what waits before it at its price
 *   level      what the book showed there when it was looked at last, NaN: it was not known
 *   traded     there since
 *   best       for trailing
 *   last       price of its last fill, a value; paid: sum of quantity x price of all, values
 *   fills      how many there were: the average of one is its price, to the last bit
 *   told       of filled and paid, what the reports that were read have said
 *   took       some of it from the book: all that was offered up to its price
 *   key        in the array of its place
 *   serial     its number among all that came to a place; the earlier acts first
 *   opens      candles: how many had opened when it came there
 *   older, newer   a ring of those of which one's fill is the others' loss; itself alone
 *   first, next    its children, and the next child of its entry
 *   bar, equity, ref  of its account, when it was sent: the last bar that had closed, equity, and
 *              the price that it counted on, values
 *   forced     TIDE_FILLED_* of an order of the engine; 0: of its strategy
 *   reports    under way to the strategy
 *   pins       orders and cancels under way that name it */
typedef struct {
  tide_order_status seen;
  double price, trigger, trail, shown;
  double quantity, asked, awake, filled, left, visible;
  double ahead, level, traded;
  double best, last, paid, key;
  double told, told_paid;
  int32_t fills, told_fills;
  double equity, ref;
  int64_t serial;
  int32_t side, type, force, flags;
  int32_t market, strategy, opens;
  int32_t state, place;
  int32_t entry, older, newer, first, next;
  int32_t bar, forced;
  int32_t reports, pins;
  bool used, triggered, took, fresh;
} tide__row;

/* row   [capacity]; 0 is no order
 * free  the last row that was given back, 0 none; linked by `next` */
typedef struct {
  tide__row *row;
  int32_t n, capacity, free;
} tide__orders;

void tide__orders_free(tide__orders *o);
/* A name for an order, its row zero; 0 when out of memory. Rows may move. */
int32_t tide__orders_new(tide__orders *o);
/* Gives the row back when nobody will speak of it again. */
void tide__orders_settle(tide__orders *o, int32_t name);
static inline tide__row *tide__orders_row(const tide__orders *o, int32_t name) {
  return &o->row[name];
}
static inline bool tide__orders_known(const tide__orders *o, int32_t name) {
  return name > 0 && name < o->n && o->row[name].used;
}
static inline bool tide__orders_ended(const tide__row *row) {
  return row->state >= TIDE_ORDER_FILLED;
}
