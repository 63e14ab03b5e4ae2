/* days.h -- the UTC days that candles fall into. */
#pragma once
#include "tide.h"

/* More days than these candles can have, at least 1. */
int32_t tide__days_most(const tide_candles *c);

/* One row for each day that has candles, oldest first; a candle belongs to the
 * day of its open. `days` has room for tide__days_most rows. Returns how many
 * there are. */
int32_t tide__days_find(const tide_candles *c, tide_day *days);

/* The row of a single candle, as if it were alone. */
tide_day tide__day_of(const tide_candles *c, int32_t t);
