/* student.c -- Student's t distribution, by the incomplete beta function.
 *
 *   P(T <= -|t|) = I_x(v/2, 1/2) / 2,   x = v / (v + t^2)
 *
 * and, with many degrees, by a normal number that has the same probability. References:
 * Abramowitz & Stegun, 26.7.1 and 26.5.8; G. W. Hill, Algorithm 395, CACM 13 (1970). */
#include "core/nan.h"
#include "tide.h"

/* ln gamma(a + 1/2) - ln gamma(a). Two large logarithms would cancel. */
static double log_gamma_half_step(double a) {
  if (a < 20.0) return lgamma(a + 0.5) - lgamma(a);
  const double b = 1.0 / a, square = b * b;
  const double series =
    1.0 / 8.0 - square * (1.0 / 192.0 - square * (1.0 / 640.0 - square * 17.0 / 14336.0));
  return 0.5 * log(a) - b * series;
}

/* The continued fraction of I_x(a, b), from its front (Lentz): quick where
 * x < (a + 1) / (a + b + 2). */
static double beta_fraction(double a, double b, double x) {
  enum { MOST = 2000 }; /* about sqrt(a) are needed */
  double c = 1.0;
  double d = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
  double f = c * d;
  for (int32_t m = 1; m < MOST; m++) {
    const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    d = 1.0 / (1.0 + even * d);
    c = 1.0 + even / c;
    f *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    d = 1.0 / (1.0 + odd * d);
    c = 1.0 + odd / c;
    f *= c * d;
    if (fabs(c * d - 1.0) <= 0x1p-52) break;
  }
  return f;
}

/* x and y sum to 1; both are given so that neither loses digits. */
static double incomplete_beta(double a, double b, double x, double y, double log_front) {
  const double front = exp(log_front);
  if (x < (a + 1.0) / (a + b + 2.0)) return front * beta_fraction(a, b, x) / a;
  return 1.0 - front * beta_fraction(b, a, y) / b;
}

/* The normal number for |t|, right to 14 digits from 5000 degrees on. */
static double normal_for(double t, double degrees) {
  const double a = degrees - 0.5, b = 48.0 * a * a;
  const double y = a * log1p(t / degrees * t);
  const double third =
    (((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + b) + y + 3.0;
  return (third / b + 1.0) * sqrt(y);
}

double tide_student_cdf(double t, double degrees) {
  if (!(degrees > 0.0) || t != t) return TIDE__NAN;
  if (isinf(degrees)) return tide_normal_cdf(t);
  if (isinf(t)) return t < 0.0 ? 0.0 : 1.0;
  if (t == 0.0) return 0.5;
  if (degrees > 5000.0) return tide_normal_cdf(copysign(normal_for(t, degrees), t));
  const double root_pi = 1.77245385090551602730;
  const double a = degrees / 2.0, ratio = t / degrees * t;
  const double x = 1.0 / (1.0 + ratio), y = ratio / (1.0 + ratio);
  /* x^a y^(1/2) / B(a, 1/2) */
  const double log_front = log_gamma_half_step(a) - a * log1p(ratio) + 0.5 * log(y) - log(root_pi);
  const double tail = 0.5 * incomplete_beta(a, 0.5, x, y, log_front);
  return t < 0.0 ? tail : 1.0 - tail;
}
