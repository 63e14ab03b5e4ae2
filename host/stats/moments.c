/* moments.c -- mean, deviation and shape of returns. */
#include "stats/moments.h"

void tide__moments_shape(tide_moments *m, const double *r, double mean) {
  double m2 = 0.0, m3 = 0.0, m4 = 0.0;
  for (int32_t i = 0; i < m->n; i++) {
    const double x = r[i] - mean, square = x * x;
    m2 += square;
    m3 += square * x;
    m4 += square * square;
  }
  m2 /= m->n;
  m3 /= m->n;
  m4 /= m->n;
  m->skew = m3 / (m2 * sqrt(m2));
  m->kurtosis = m4 / (m2 * m2);
}

void tide_moments_measure(int32_t n, const double *r, tide_moments *out) {
  *out = (tide_moments){.n = n,
                        .mean = tide__mean(r, n),
                        .deviation = TIDE__NAN,
                        .sharpe = TIDE__NAN,
                        .skew = TIDE__NAN,
                        .kurtosis = TIDE__NAN};
  out->deviation = sqrt(tide__variance(r, n, out->mean));
  if (!(out->deviation > 0.0)) return;
  out->sharpe = out->mean / out->deviation;
  tide__moments_shape(out, r, out->mean);
}
