/* fixed.h -- decimal text as whole multiples of 10^-digits, the same for a whole column. */
#pragma once
#include "ticks/column.h"

/* values  of int64_t
 * digits  the unit: the fewest that say every value so far */
typedef struct {
  tide__column values;
  int32_t digits;
} tide__fixed;

/* Reads [p, end) whole: "-61737.63000000" is -6173763 with 2 digits. False when it is anything
 * else, or needs more than 18 figures. */
bool tide__fixed_parse(const char *p, const char *end, int64_t *value, int32_t *digits);

/* Appends; a finer unit than that of the values so far makes all of them larger. TIDE_OK,
 * TIDE_ENOMEM, or TIDE_EDATA: one of them would be beyond 2^53. */
int tide__fixed_add(tide__fixed *f, int64_t value, int32_t digits);

/* The value that was added last. */
static inline int64_t tide__fixed_last(const tide__fixed *f) {
  return ((const int64_t *)f->values.at)[f->values.n - 1];
}
