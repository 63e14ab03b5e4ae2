/* flight.h -- what is under way: orders and cancels to the venue, reports back, timers. */
#pragma once
#include "tide.h"

enum { TIDE__FLIGHT_ORDER, TIDE__FLIGHT_CANCEL, TIDE__FLIGHT_REPORT, TIDE__FLIGHT_TIMER };

/* made    its number among all that were ever sent
 * what    TIDE__FLIGHT_*
 * kind    of a report, TIDE_EVENT_ORDER or TIDE_EVENT_FILL
 * number  of a timer
 * price, quantity, state, why, flags  of a report */
typedef struct {
  int64_t time, made;
  double price, quantity;
  int32_t what, order, strategy, kind;
  int32_t state, why, flags, number;
} tide__parcel;

/* A binary heap by (time, made). */
typedef struct {
  tide__parcel *at;
  int32_t n, capacity;
  int64_t made;
} tide__flight;

void tide__flight_free(tide__flight *f);
/* Numbers it. False when out of memory. */
bool tide__flight_send(tide__flight *f, tide__parcel parcel);
/* The first to arrive, taken out; there must be one. */
tide__parcel tide__flight_take(tide__flight *f);
/* INT64_MAX when nothing is under way. */
static inline int64_t tide__flight_time(const tide__flight *f) {
  return f->n > 0 ? f->at[0].time : INT64_MAX;
}
