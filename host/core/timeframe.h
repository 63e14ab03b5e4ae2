/* timeframe.h -- arithmetic on time frames. See tide.h for the encoding. */
#pragma once
#include "tide.h"

#define TIDE__US INT64_C(1000000)
#define TIDE__DAY_US (INT64_C(86400) * TIDE__US)

/* Open time of the bucket that holds t: anchored at 00:00 UTC, weeks at Monday
 * 00:00, months at day 1. */
int64_t tide__timeframe_floor(int64_t timeframe, int64_t t);

/* Close time of the candle that opened at `open`. A monthly candle stamped with
 * a day of its month closes at the same day of the next month, or its last. */
int64_t tide__timeframe_close(int64_t timeframe, int64_t open);

/* Length for comparing which of two is finer; a month counts 30.4375 days. */
double tide__timeframe_seconds(int64_t timeframe);

/* Days since 1970-01-01 of a civil date, and back. month 1..12 */
int64_t tide__days_from_civil(int64_t year, int32_t month, int32_t day);
void tide__civil_from_days(int64_t days, int64_t *year, int32_t *month, int32_t *day);
