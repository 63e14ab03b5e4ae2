/* messages.h -- messages about a book as they stand in a file, and as they are to be applied. */
#pragma once
#include "ticks/chain.h"
#include "ticks/fixed.h"

/* One message of a file; its rows end where those of the next begin. */
typedef struct {
  int32_t kind, from;
  int64_t time, received;
  tide__update ids;
} tide__message;

/* Rows and messages in the order of the file. */
typedef struct {
  tide__column message; /* of tide__message */
  tide__column side;    /* of uint8_t */
  tide__fixed price, quantity;
  bool received;
} tide__messages;

void tide__messages_free(tide__messages *m);

/* Puts what is to be applied in its order. *out is NULL and TIDE_OK when there is no snapshot;
 * TIDE_ENOMEM. Counts in the report. */
int tide__messages_settle(const tide__messages *m, tide_depth **out, tide_tick_report *report);
