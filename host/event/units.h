/* units.h -- prices and quantities of a market as doubles that hold whole numbers.
 *
 * Markets of ticks count in units of 10^-digits, below 2^53, so that a double holds them exactly
 * and sums and comparisons are those of whole numbers. Markets of candles have no unit: their
 * numbers stand as they are. */
#pragma once
#include "tide.h"

#include <math.h>

enum { TIDE__UNITS_NONE = -1 };

static inline double tide__units_power(int32_t digits) {
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                  1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
  return powers[digits];
}

/* Exact: both are whole numbers below 2^53, so one rounding gives the double that the text means.
 */
static inline double tide__units_value(double units, int32_t digits) {
  return digits == TIDE__UNITS_NONE ? units : units / tide__units_power(digits);
}

/* The units of a value; of one between two of them the lower one or the higher. */
static inline double tide__units_of(double value, int32_t digits, bool up) {
  if (digits == TIDE__UNITS_NONE) return value;
  const double scaled = value * tide__units_power(digits);
  const double near = nearbyint(scaled);
  if (near / tide__units_power(digits) == value) return near;
  return up ? ceil(scaled) : floor(scaled);
}
