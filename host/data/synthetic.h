/* synthetic.h -- the walk that makes a market up, hour by hour. */
#pragma once
#include "tide.h"

typedef struct {
  int32_t kind, regime;
  uint64_t random;
  double price, variance; /* variance of an hour */
  int64_t time;           /* of the next hour */
} tide__walk;

/* False when there is no such kind. */
bool tide__walk_start(tide__walk *w, int32_t kind, double seed);
/* The next hour; `drift` is the part of its return that somebody adds, a fraction. The
 * numbers drawn do not depend on it: the noise of a market is that of its seed. */
void tide__walk_hour(tide__walk *w, double drift, tide_candle *out);

/* `bars` candles with volume, to be filled in by the walk. NULL: out of memory. */
tide_candles *tide__walk_candles(int32_t bars);
void tide__walk_put(tide_candles *c, int32_t t, const tide_candle *x);
