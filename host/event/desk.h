/* desk.h -- the orders of one strategy in one market.
 *
 * What works lies in sorted arrays, the next to act at the end of each, so that an event looks at
 * two numbers while no order is near. Strategies have a desk each, and know nothing of one
 * another. */
#pragma once
#include "event/orders.h"

#include <math.h>

/* key  higher acts earlier: a price, or with the sign turned where the lowest acts first */
typedef struct {
  double key;
  int32_t order;
} tide__slot;

typedef struct {
  tide__slot *at;
  int32_t n, capacity;
} tide__stack;

/* What was taken from a level that the book shows, until the venue says that level again. */
typedef struct {
  double price, quantity;
  int32_t side; /* TIDE_BID, TIDE_ASK: of the level */
} tide__taken;

/* position  bought less sold, in units; known: the same in values, by the reports that were read
 * low, high a price at or below low, or at or above high, concerns an order
 * trailing  how many orders trail
 * forced    the last order of the engine
 * sent, told  when the last parcel there and the last report arrive: nothing overtakes */
typedef struct {
  int32_t strategy;
  double position, known, low, high;
  int32_t trailing, forced;
  tide__stack stack[TIDE__PLACES];
  tide__taken *taken;
  int32_t n_taken, cap_taken;
  int64_t sent, told;
} tide__desk;

void tide__desk_free(tide__desk *d);
/* +1 where the highest price acts first, -1 where the lowest does. */
double tide__desk_sign(int32_t place);
/* Puts an order where row->place and row->key say, behind those with the same key. False when out
 * of memory. */
bool tide__desk_put(tide__desk *d, tide__row *row, int32_t name);
/* Takes it from its place, if it has one. */
void tide__desk_remove(tide__desk *d, tide__row *row, int32_t name);

/* What is taken of a level, and more of it. */
double tide__desk_taken(const tide__desk *d, int32_t side, double price);
bool tide__desk_take(tide__desk *d, int32_t side, double price, double quantity);
/* The venue has said a level. */
void tide__desk_forget(tide__desk *d, int32_t side, double price);

static inline bool tide__desk_idle(const tide__desk *d, double price) {
  return price > d->low && price < d->high && d->trailing == 0 &&
         d->stack[TIDE__PLACE_WAITING].n == 0;
}
