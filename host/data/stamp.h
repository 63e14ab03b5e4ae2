/* stamp.h -- the time of a row. */
#pragma once
#include "tide.h"

/* What a time was written as. */
enum {
  TIDE__STAMP_TEXT,
  TIDE__STAMP_S,
  TIDE__STAMP_MS,
  TIDE__STAMP_US,
  TIDE__STAMP_NS,
  TIDE__STAMP_KINDS
};
const char *tide__stamp_kind(int32_t kind); /* "text" "s" "ms" "us" "ns" */

/* Reads [p, end) whole. Numbers are a unit told by their size, in seconds below
 * 1e11; eight digits that are a date are a date. Text without an offset is UTC;
 * digits beyond the microsecond are cut off. False when it is no time. */
bool tide__stamp_parse(const char *p, const char *end, int64_t *us, int32_t *kind);

/* Converts a whole number of `kind`. False when it does not fit. */
bool tide__stamp_scale(int64_t value, int32_t kind, int64_t *us);

/* True when [p, end) is a time of day alone, "17:00" or "17:00:59.5". */
bool tide__stamp_is_clock(const char *p, const char *end);

/* "2024-01-31 17:00:00", with the fraction when there is one. */
void tide__stamp_text(int64_t us, char out[40]);
