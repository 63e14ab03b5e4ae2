/* quantile.c -- quantiles of a column, interpolated between its sorted values (type 7 of R. J.
 * Hyndman, Y. Fan, Sample Quantiles in Statistical Packages, The American Statistician 50, 1996).
 */
#include "core/nan.h"
#include "tide.h"

#include <math.h>
#include <stdlib.h>

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double quantile(const double *sorted, int32_t n, double q) {
  if (n == 0 || !(q >= 0.0 && q <= 1.0)) return TIDE__NAN;
  const double at = q * (n - 1);
  const int32_t k = (int32_t)at;
  return k + 1 < n ? sorted[k] + (at - k) * (sorted[k + 1] - sorted[k]) : sorted[n - 1];
}

int32_t tide_quantiles(const double *x, int32_t n, int32_t stride, const double *q, int32_t count,
                       double *out) {
  double *sorted = malloc((size_t)(n > 0 ? n : 1) * sizeof *sorted);
  if (!sorted) return TIDE_ENOMEM;
  int32_t numbers = 0;
  for (int32_t i = 0; i < n; i++) {
    const double value = x[(size_t)i * (size_t)stride];
    if (!isnan(value)) sorted[numbers++] = value;
  }
  qsort(sorted, (size_t)numbers, sizeof *sorted, compare);
  for (int32_t i = 0; i < count; i++) out[i] = quantile(sorted, numbers, q[i]);
  free(sorted);
  return numbers;
}
