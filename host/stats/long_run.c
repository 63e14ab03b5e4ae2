/* long_run.c -- heteroskedasticity and autocorrelation consistent variance.
 *
 * What one number has of the one before is taken out first (prewhitening), the rest is
 * weighted by the quadratic spectral kernel with the bandwidth that fits it, and what was
 * taken out is put back. References: D. W. K. Andrews, Econometrica 59 (1991), equations
 * 2.7, 6.2 and 6.4; D. W. K. Andrews, J. C. Monahan, Econometrica 60 (1992). */
#include "stats/long_run.h"

#include "core/nan.h"
#include "core/reduce.h"
#include "stats/moments.h"

/* Slope of each number on the one before; held where Andrews and Monahan hold it. */
static double follow(const double *x, int32_t n) {
  const double squares = tide__sum_products(x, 0.0, x, 0.0, n - 1);
  if (!(squares > 0.0)) return 0.0;
  const double slope = tide__sum_products(x, 0.0, x + 1, 0.0, n - 1) / squares;
  return slope > 0.97 ? 0.97 : slope < -0.97 ? -0.97 : slope;
}

static double quadratic_spectral(double x) {
  const double z = 6.0 * 3.14159265358979323846 * x / 5.0;
  /* the two terms cancel near 0 */
  return fabs(z) < 1e-3 ? 1.0 - z * z / 10.0 : 3.0 / (z * z) * (sin(z) / z - cos(z));
}

double tide__long_run_variance(const double *y, int32_t n, double *scratch) {
  const double mean = tide__mean(y, n);
  for (int32_t t = 0; t < n; t++) scratch[t] = y[t] - mean;
  const double before = follow(scratch, n);
  for (int32_t t = n - 1; t > 0; t--) scratch[t] -= before * scratch[t - 1];
  const double *e = scratch + 1;
  const int32_t m = n - 1;
  const double rest = follow(e, m);
  const double alpha = 4.0 * rest * rest / pow(1.0 - rest, 4.0);
  const double bandwidth = 1.3221 * pow(alpha * m, 0.2);
  double sum = tide__sum_products(e, 0.0, e, 0.0, m);
  for (int32_t lag = 1; lag < m && bandwidth > 0.0; lag++)
    sum +=
      2.0 * quadratic_spectral(lag / bandwidth) * tide__sum_products(e, 0.0, e + lag, 0.0, m - lag);
  return sum / m / ((1.0 - before) * (1.0 - before));
}
