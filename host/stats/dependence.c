/* dependence.c -- how much strategies are like each other, and as how many independent
 * ones they count.
 *
 * Mean correlation: n' = r + (1 - r) n, by D. H. Bailey and M. Lopez de Prado, The
 * Deflated Sharpe Ratio (2014), appendix. Participation ratio of the eigenvalues of the
 * correlation matrix: n' = (sum l)^2 / sum l^2 = n^2 / sum of squared correlations. */
#include "stats/matrix.h"
#include "stats/moments.h"

#include <stdlib.h>

static double held(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

/* Rows with deviation, standardized, one after the other; how many. */
static int32_t standardize(const double *returns, int32_t n, int32_t days, double *out) {
  int32_t kept = 0;
  for (int32_t i = 0; i < n; i++)
    kept += tide__row_standardize(returns + (size_t)i * (size_t)days, days,
                                  out + (size_t)kept * (size_t)days);
  return kept;
}

/* Mean over all pairs: the length of the sum of all rows tells it. */
static double mean_correlation(const double *rows, int32_t n, int32_t days, double *sum) {
  tide__repeat(sum, days, 0.0);
  for (int32_t i = 0; i < n; i++)
    for (int32_t t = 0; t < days; t++) sum[t] += rows[(size_t)i * (size_t)days + (size_t)t];
  const double squares = tide__sum_products(sum, 0.0, sum, 0.0, days);
  return held((squares - n) / ((double)n * (n - 1.0)), -1.0, 1.0);
}

static void transpose(const double *rows, int32_t n, int32_t days, double *out) {
  for (int32_t i = 0; i < n; i++)
    for (int32_t t = 0; t < days; t++)
      out[(size_t)t * (size_t)n + (size_t)i] = rows[(size_t)i * (size_t)days + (size_t)t];
}

/* Mean of the squares over all pairs, less the 1 / (days - 1) that unrelated returns have by
 * chance. The products of columns have the same sum of squares as those of rows. */
static double mean_square(const double *rows, int32_t n, int32_t days, double *scratch) {
  double all;
  if (n <= days) {
    all = tide__gram_squares(rows, n, days);
  } else {
    transpose(rows, n, days, scratch);
    all = tide__gram_squares(scratch, days, n);
  }
  const double seen = (all - n) / ((double)n * (n - 1.0)), chance = 1.0 / (days - 1.0);
  return held((seen - chance) / (1.0 - chance), 0.0, 1.0);
}

int tide_dependence_measure(const double *returns, int32_t n, int32_t days, tide_dependence *out) {
  if (n < 1) return TIDE_EINVAL;
  if (days < 3) return TIDE_ESHORT;
  if (!tide__matrix_finite(returns, n, days)) return TIDE_EDATA;
  const size_t size = (size_t)n * (size_t)days;
  double *rows = malloc(size * sizeof *rows);
  double *scratch = malloc((n > days ? size : (size_t)days) * sizeof *scratch);
  const bool room = rows && scratch;
  if (room) {
    *out = (tide_dependence){.mean = TIDE__NAN, .square = TIDE__NAN};
    out->moving = standardize(returns, n, days, rows);
    if (out->moving > 1) {
      out->mean = mean_correlation(rows, out->moving, days, scratch);
      out->square = mean_square(rows, out->moving, days, scratch);
    }
  }
  free(rows);
  free(scratch);
  return room ? TIDE_OK : TIDE_ENOMEM;
}

double tide_effective_trials(double n, double mean) {
  return held(mean + (1.0 - mean) * n, n < 1.0 ? n : 1.0, n);
}

double tide_effective_breadth(double n, double square) {
  return n > 0.0 ? n / (1.0 + (n - 1.0) * square) : n;
}
