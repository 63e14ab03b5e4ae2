/* gaps.h -- candles that are missing. */
#pragma once
#include "tide.h"

/* Counts breaks, missing candles and steps shorter than the time frame. */
void tide__gaps_count(const tide_candles *c, tide_load_report *report);

/* Refuses data with a break; `name` is for the message. */
int tide__gaps_fail(const tide_candles *c, const char *name, tide_error *error);

/* Replaces *c by candles without breaks: flat at the previous close, volume 0,
 * no funding. `filled` counts them. */
int tide__gaps_fill(tide_candles **c, const char *name, int32_t *filled, tide_error *error);
