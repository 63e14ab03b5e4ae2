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

/* n uninitialised candles; the caller fills the columns through casts away from
 * const. NULL when out of memory. */
tide_candles *tide__candles_new(int32_t n, int64_t timeframe, int32_t columns);

/* The same for the optional columns that `v` has. */
tide_candles *tide__candles_like(const tide_candles *v, int32_t n, int64_t timeframe);
