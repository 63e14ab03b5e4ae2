/* normal.c -- the standard normal distribution and its inverse. */
#include "core/nan.h"
#include "tide.h"

/* erfc keeps its digits in the lower tail, where P values are. */
double tide_normal_cdf(double x) { return 0.5 * erfc(-x / sqrt(2.0)); }

/* Below one half. Starts within 4.5e-4 (Abramowitz & Stegun 26.2.23); each step of
 * Halley's rule makes three times as many digits right. */
static double lower_quantile(double p) {
  const double root_2_pi = 2.50662827463100050242;
  const double t = sqrt(-2.0 * log(p));
  const double above = 2.515517 + t * (0.802853 + t * 0.010328);
  const double below = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  double x = above / below - t;
  for (int32_t step = 0; step < 3; step++) {
    const double half = exp(x * x / 4.0); /* twice, for the whole would overflow far out */
    const double u = (tide_normal_cdf(x) - p) * half * root_2_pi * half;
    x -= u / (1.0 + x * u / 2.0);
  }
  return x;
}

double tide_normal_quantile(double p) {
  if (!(p >= 0.0 && p <= 1.0)) return TIDE__NAN;
  if (p == 0.0) return -TIDE__INF;
  if (p == 1.0) return TIDE__INF;
  if (p == 0.5) return 0.0;
  return p < 0.5 ? lower_quantile(p) : -lower_quantile(1.0 - p);
}
