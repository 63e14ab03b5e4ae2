/* log.h -- a natural logarithm with the same bits on every machine.
 *
 * The C library's log() picks a variant by processor and may differ in the
 * last bit. This one is plain arithmetic: x = m * 2^e with m in [0.707, 1.414],
 * log m = 2 atanh(f), f = (m - 1) / (m + 1), as a polynomial. Error below 2 ulp
 * (absolute 1e-17 near 1). */
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

/* log(x) for finite normal x > 0; NaN for anything else. */
static inline double tide__log(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  /* Adding what lies between 1 and sqrt(1/2) makes the exponent field round. */
  const uint64_t shifted = bits + (UINT64_C(0x3ff0000000000000) - UINT64_C(0x3fe6a09e667f3bcd));
  const double e = (double)((int32_t)(shifted >> 52) - 1023);
  const uint64_t fraction = (shifted & UINT64_C(0x000fffffffffffff)) + UINT64_C(0x3fe6a09e667f3bcd);
  double m;
  memcpy(&m, &fraction, sizeof m);

  const double f = (m - 1.0) / (m + 1.0);
  const double z = f * f;
  double p = 2.0 / 23.0;
  p = p * z + 2.0 / 21.0;
  p = p * z + 2.0 / 19.0;
  p = p * z + 2.0 / 17.0;
  p = p * z + 2.0 / 15.0;
  p = p * z + 2.0 / 13.0;
  p = p * z + 2.0 / 11.0;
  p = p * z + 2.0 / 9.0;
  p = p * z + 2.0 / 7.0;
  p = p * z + 2.0 / 5.0;
  p = p * z + 2.0 / 3.0;
  const double small = 2.0 * f + f * (z * p) + e * 0x1.3de6af278ece6p-42;
  const double y = e * 0x1.62e42fefa3p-1 + small;
  /* Added, not chosen: a jump around the sum would keep loops from being vectorised. */
  const int fine = (x >= 0x1p-1022) & (x <= 0x1.fffffffffffffp1023);
  return y + (fine ? 0.0 : (double)NAN);
}

/* y[i] = tide__log(x[i]), tide__log(a[i] / b[i]): the same bits, several at a time.
 * y may be one of the inputs, but may not overlap them otherwise. */
void tide__logs(int32_t n, const double *x, double *y);
void tide__log_ratios(int32_t n, const double *a, const double *b, double *y);
