/* decimal.h -- doubles as decimal text for other programs. */
#pragma once
#include <stdint.h>

enum { TIDE__DECIMAL_SIZE = 32 };

/* The shortest of 15, 16 and 17 digits that reads back as the same double, as JSON:
 * "null" for what is no number. Returns the length. */
int32_t tide__decimal_write(double x, char out[TIDE__DECIMAL_SIZE]);
