/* step.h -- the time frame of stamps, and breaks in it. */
#pragma once
#include "tide.h"

/* The most frequent step of n strictly rising times, the smaller one of a tie;
 * minus the number of months when calendar months explain at least as many
 * steps. 0 when n < 2. */
int64_t tide__step_find(const int64_t *time, int32_t n);

/* The time frame in "BTCUSDT_1h.csv.gz", 0 when there is none. */
int64_t tide__step_from_name(const char *path);

/* Close stamps end just before the full second (".999", ":59"): rounds them up. */
void tide__step_round_closes(int64_t *time, int32_t n);

/* Close times to open times. */
void tide__step_to_open(int64_t *time, int32_t n, int64_t timeframe);

/* Candles missing between two opens; -1 when they are less than one step apart. */
int64_t tide__step_missing(int64_t timeframe, int64_t from, int64_t to);
