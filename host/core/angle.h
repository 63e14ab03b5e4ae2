/* angle.h -- arc tangent, sine and cosine in degrees, without the C library: the
 * same bits on every machine, and short enough to be inlined.
 *
 *   atan t = t - t^3/3 + t^5/5 ...      |t| <= tan 11.25
 *   sin x  = x - x^3/3! + x^5/5! ...    |x| <= 45
 *   cos x  = 1 - x^2/2! + x^4/4! ...
 *
 * Errors stay below 4 ulp of the largest value in reach (90, 1). */
#pragma once
#include <math.h>
#include <stdint.h>

#define TIDE__DEGREE 57.29577951308232087680 /* 180 / pi */

/* Tangents of odd multiples of 11.25 degrees, and of the even ones between them. */
#define TIDE__TAN_1 0.19891236737965800691
#define TIDE__TAN_2 0.41421356237309504880
#define TIDE__TAN_3 0.66817863791929891999
#define TIDE__TAN_5 1.49660576266548901760
#define TIDE__TAN_6 2.41421356237309504880

/* atan(t) for |t| <= tan 11.25: the terms that are left out are below 1e-17. */
static inline double tide__atan_series(double t) {
  const double u = t * t;
  const double v = u * u;
  const double w = v * v;
  const double a = (1.0 - u * (1.0 / 3)) + v * (1.0 / 5 - u * (1.0 / 7));
  const double b = (1.0 / 9 - u * (1.0 / 11)) + v * (1.0 / 13 - u * (1.0 / 15));
  const double c = (1.0 / 17 - u * (1.0 / 19)) + v * (1.0 / 21 - u * (1.0 / 23));
  return t * (a + w * (b + w * c));
}

/* The angle whose tangent is y / x, 0 to 67.5 degrees, in radians, for y and x of 0 or
 * more and not both 0; what is larger comes out as larger than 67.5. Turned back by the
 * nearest multiple of 22.5 degrees it is small, which takes no division more. */
static inline double tide__radians(double y, double x) {
  static const double tangent[] = {0.0, TIDE__TAN_2, 1.0, TIDE__TAN_6};
  static const double turned[] = {0.0, 22.5 / TIDE__DEGREE, 45.0 / TIDE__DEGREE,
                                  67.5 / TIDE__DEGREE};
  const int near = (y > x * TIDE__TAN_1) + (y > x * TIDE__TAN_3) + (y > x * TIDE__TAN_5);
  const double k = tangent[near];
  return turned[near] + tide__atan_series((y - k * x) / (x + k * y));
}

/* The angle whose tangent is y / x, -90 to 90 degrees; y and x not both 0. */
static inline double tide__angle(double y, double x) {
  const double a = fabs(y);
  const double b = fabs(x);
  const double part = tide__radians(a < b ? a : b, a < b ? b : a) * TIDE__DEGREE;
  const double angle = a < b ? part : 90.0 - part;
  return copysign(angle, y) * copysign(1.0, x);
}

/* Sine and cosine of an angle of at most a few turns, exact at multiples of 90. */
static inline void tide__sine_cosine(double degrees, double *sine, double *cosine) {
  const double quarters = floor(degrees * (1.0 / 90.0) + 0.5);
  const double x = (degrees - 90.0 * quarters) / TIDE__DEGREE;
  const double u = x * x;
  double s = 0.0;
  double c = 0.0;
  for (int k = 18; k > 0; k -= 2) { /* Horner: the terms are x^2 / k (k + 1), / k (k - 1) */
    s = (1.0 - s) * (u * (1.0 / (double)(k * (k + 1))));
    c = (1.0 - c) * (u * (1.0 / (double)(k * (k - 1))));
  }
  s = x - x * s;
  c = 1.0 - c;
  const int32_t quarter = (int32_t)quarters & 3;
  *sine = quarter == 0 ? s : quarter == 1 ? c : quarter == 2 ? -s : -c;
  *cosine = quarter == 0 ? c : quarter == 1 ? -s : quarter == 2 ? -c : s;
}
