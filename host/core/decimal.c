/* decimal.c -- doubles as decimal text.
 *
 * Between 1e-4 and 1e15 a double m * 2^-s, times 10^k so that 17 digits stand
 * before the point, is m * 10^k / 2^s, and m * 10^k fits 128 bits: digits, ties
 * and what reads back as the same double are told exactly, with a few integer
 * operations. All else goes to printf and strtod. */
#include "core/decimal.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef __uint128_t wide;

enum { MOST_DIGITS = 17, LEAST_DIGITS = 15, MOST_POWER = 20 };

static int32_t write_slowly(double x, char *out) {
  if (!isfinite(x)) {
    memcpy(out, "null", 5);
    return 4;
  }
  /* below the normal range a double has fewer digits of its own */
  int length = 0;
  for (int digits = fabs(x) < DBL_MIN ? 1 : LEAST_DIGITS; digits <= MOST_DIGITS; digits++) {
    length = snprintf(out, TIDE__DECIMAL_SIZE, "%.*g", digits, x);
    if (digits == MOST_DIGITS || strtod(out, NULL) == x) break;
  }
  return length;
}

static wide power_of_ten(int32_t k) {
  wide power = 1;
  for (; k > 0; k--) power *= 10;
  return power;
}

/* x = m / 2^shift; scaled = m * 10^k, of which 17 digits stand above bit
 * `shift`. */
typedef struct {
  uint64_t m;
  int32_t shift, k;
  wide scaled;
} parts;

static parts take_apart(double x) {
  int exponent;
  parts p;
  p.m = (uint64_t)ldexp(frexp(x, &exponent), 53);
  p.shift = 53 - exponent;
  p.k = MOST_DIGITS - 1 - (int32_t)floor((exponent - 1) * 0.30102999566398120);
  if (p.k > MOST_POWER) p.k = MOST_POWER;
  p.scaled = p.m * power_of_ten(p.k);
  while (p.scaled >> p.shift >= UINT64_C(100000000000000000)) {
    p.k--;
    p.scaled = p.m * power_of_ten(p.k);
  }
  return p;
}

/* The value rounded to 17 - less digits, half to even, as a multiple of
 * 10^less. */
static uint64_t rounded(const parts *p, uint64_t unit) {
  const uint64_t whole = (uint64_t)(p->scaled >> p->shift);
  const bool rest = (p->scaled & (((wide)1 << p->shift) - 1)) != 0;
  uint64_t quotient = whole / unit;
  const uint64_t left = whole % unit;
  bool up = false;
  if (unit == 1) {
    const wide fraction = p->scaled & (((wide)1 << p->shift) - 1), half = (wide)1 << (p->shift - 1);
    up = fraction > half || (fraction == half && (quotient & 1));
  } else {
    up = 2 * left > unit || (2 * left == unit && (rest || (quotient & 1)));
  }
  return quotient + up;
}

/* Whether digits * unit / 10^k is nearer to x than to any other double. */
static bool reads_back(const parts *p, uint64_t digits, uint64_t unit) {
  const wide at = (wide)(digits * unit) << p->shift, ulp = power_of_ten(p->k);
  const bool below = at < p->scaled;
  const wide far = below ? p->scaled - at : at - p->scaled;
  /* the next double below a power of two is half as far away */
  const uint32_t share = below && p->m == UINT64_C(1) << 52 ? 4 : 2;
  return far * share < ulp || (far * share == ulp && !(p->m & 1));
}

/* Digits with the point `before` places from their left; without zeros at the
 * end. */
static int32_t place(uint64_t digits, int32_t count, int32_t before, char *out) {
  char text[24] = "";
  int32_t n = 0;
  while (count > 1 && digits % 10 == 0 && count > before) {
    digits /= 10;
    count--;
  }
  for (int32_t i = count; i-- > 0; digits /= 10) text[i] = (char)('0' + digits % 10);
  if (before <= 0) {
    out[n++] = '0';
    out[n++] = '.';
    for (int32_t i = before; i < 0; i++) out[n++] = '0';
  }
  for (int32_t i = 0; i < count; i++) {
    if (i == before && before > 0) out[n++] = '.';
    out[n++] = text[i];
  }
  out[n] = 0;
  return n;
}

int32_t tide__decimal_write(double x, char out[TIDE__DECIMAL_SIZE]) {
  const double size = fabs(x);
  if (!(size >= 1e-4 && size < 1e15)) return write_slowly(x, out);
  const parts p = take_apart(size);
  if (p.scaled >> p.shift < UINT64_C(10000000000000000)) return write_slowly(x, out);
  uint64_t unit = 100, digits = 0;
  int32_t count = LEAST_DIGITS;
  for (; count <= MOST_DIGITS; count++, unit /= 10) {
    digits = rounded(&p, unit);
    if (count == MOST_DIGITS || reads_back(&p, digits, unit)) break;
  }
  uint64_t most = 1;
  for (int32_t i = 0; i < count; i++) most *= 10;
  if (digits >= most) return write_slowly(x, out); /* 9.99... became 10 */
  *out = '-';
  const int32_t sign = x < 0.0;
  return sign + place(digits, count, MOST_DIGITS - p.k, out + sign);
}
