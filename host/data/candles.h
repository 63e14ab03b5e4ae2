/* candles.h -- how C code makes candles. */
#pragma once
#include "tide.h"

/* Which optional columns to allocate. */
enum {
  TIDE__HAS_VOLUME = 1,
  TIDE__HAS_FUNDING = 2,
  TIDE__HAS_MARK = 4,
  TIDE__HAS_OPEN_INTEREST = 8
};

enum { TIDE__CANDLE_COLUMNS = 9 };

/* n uninitialised candles; the caller fills the columns through casts away from
 * const. NULL when out of memory. */
tide_candles *tide__candles_new(int32_t n, int64_t timeframe, int32_t columns);

/* The same for the optional columns that `v` has. */
tide_candles *tide__candles_like(const tide_candles *v, int32_t n, int64_t timeframe);

/* Candles without columns; each is adopted from a mapped file, which
 * tide_candles_free then unmaps.
 *   column  0 time, then the prices and optional columns in the order of the struct
 *   offset  bytes of the map before the data */
tide_candles *tide__candles_mapped(int32_t n, int64_t timeframe);
void tide__candles_adopt(tide_candles *c, int32_t column, void *map, size_t size, size_t offset);

/* The last candle that opens by a time; -1 when none does. */
static inline int32_t tide__candles_at(const tide_candles *c, int64_t time) {
  int32_t low = 0, high = c->n;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (c->time[middle] <= time)
      low = middle + 1;
    else
      high = middle;
  }
  return low - 1;
}

/* resample.c: opens bar k of `to`, which has room for it, with candle i, and adds
 * candle i to it. */
void tide__bar_start(tide_candles *to, int32_t k, const tide_candles *from, int32_t i);
void tide__bar_extend(tide_candles *to, int32_t k, const tide_candles *from, int32_t i);

/* tide_candles_resample of an instrument without a candle from its last one up to
 * `reached`: the last coarse candle is kept when either reaches its end. */
int tide__candles_resample(const tide_candles *c, int64_t timeframe, int64_t reached,
                           tide_candles **out, tide_error *error);

/* candle_list.c: candle i of c can be true and comes after `before`; the message names the
 * symbol. */
int tide__candle_check(const char *symbol, const tide_candles *c, int32_t i, int64_t before,
                       tide_error *error);
/* Points column i (0: time, then the prices and optional columns, in the order of the struct) to
 * data. */
void tide__candles_set(tide_candles *c, int32_t i, const void *data);
/* What column i points to; NULL when absent. */
const void *tide__candles_get(const tide_candles *c, int32_t i);
/* How candles of a feed look when there are none: a column that it does not have is NULL. */
tide_candles tide__candles_empty(const tide_feed *feed);
/* One candle that looks like candles, with the optional columns that `like` has. */
tide_candles tide__candles_one(const tide_candles *like, const tide_candle *x);
