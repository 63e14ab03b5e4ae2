/* decimal.c -- doubles as decimal text. */
#include "core/decimal.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int32_t tide__decimal_write(double x, char out[TIDE__DECIMAL_SIZE]) {
  if (!isfinite(x)) {
    memcpy(out, "null", 5);
    return 4;
  }
  /* below the normal range a double has fewer digits of its own */
  int length = 0;
  for (int digits = fabs(x) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
    length = snprintf(out, TIDE__DECIMAL_SIZE, "%.*g", digits, x);
    if (digits == 17 || strtod(out, NULL) == x) break;
  }
  return length;
}
