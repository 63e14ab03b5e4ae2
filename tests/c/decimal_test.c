/* decimal_test.c -- text of doubles against printf and strtod: the shortest of 15, 16
 * and 17 digits that reads back. */
#include "core/decimal.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASES = 400000 };

static uint64_t state = 1;

static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

static int check(double x) {
  char want[64], got[TIDE__DECIMAL_SIZE];
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(want, sizeof want, "%.*g", digits, x);
    if (strtod(want, NULL) == x) break;
  }
  const int32_t length = tide__decimal_write(x, got);
  if (strcmp(want, got) == 0 && length == (int32_t)strlen(got)) return 0;
  fprintf(stderr, "%a: got %s, expected %s\n", x, got, want);
  return 1;
}

static double random_double(void) {
  double x;
  const uint64_t bits = next();
  memcpy(&x, &bits, sizeof x);
  return x;
}

int main(void) {
  static const double few[] = {0.0,    -0.0,    1.0,   -1.0,  0.1,    0.3,   1e-4,  9.99999e-5,
                               1e15,   1e14,    123.0, 0.5,   0.25,   1e-3,  1e22,  5e-324,
                               1e-300, 1.7e308, 1e16,  999.0, 4096.0, 1e-10, 0.125, 2.5};
  int failed = 0;
  for (size_t i = 0; i < sizeof few / sizeof few[0]; i++)
    for (int k = -2; k <= 2; k++) {
      double x = few[i];
      for (int step = 0; step < abs(k); step++) x = nextafter(x, k < 0 ? -INFINITY : INFINITY);
      if (isnormal(x) || x == 0.0) failed |= check(x);
    }
  for (int32_t i = 0; i < CASES && !failed; i++) {
    const double any = random_double();
    const double share = (double)(next() >> 11) * 0x1p-53;
    if (isnormal(any)) failed |= check(any);
    failed |= check((share - 0.5) * pow(10.0, (double)(next() % 24) - 6.0));
    failed |= check((double)(next() % 100000000) / 1e4);
    failed |= check(ldexp(1.0, (int)(next() % 64) - 14));
  }
  char got[TIDE__DECIMAL_SIZE];
  if (tide__decimal_write(NAN, got) != 4 || strcmp(got, "null") != 0) failed = 1;
  if (tide__decimal_write(-INFINITY, got) != 4 || strcmp(got, "null") != 0) failed = 1;
  return failed;
}
