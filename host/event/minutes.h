/* minutes.h -- candles of a minute made of the prices of a run that has no candles. */
#pragma once
#include "tide.h"

/* view  the candles, with the one that is being made at its end */
typedef struct {
  tide_candles view;
  int64_t *time;
  double *open, *high, *low, *close;
  int32_t capacity;
  int64_t until; /* when the last one closes; INT64_MAX before the first */
} tide__minutes;

void tide__minutes_begin(tide__minutes *m);
void tide__minutes_free(tide__minutes *m);
/* A price at a time that does not fall: a new candle or more of the last. False when out of
 * memory. */
bool tide__minutes_add(tide__minutes *m, int64_t time, double price);
