/* matrix.c -- passes over a matrix of returns. */
#include "stats/matrix.h"

#include "core/cpu.h"
#include "core/lanes.h"
#include "stats/moments.h"

enum { TILE = 4 };

bool tide__matrix_finite(const double *returns, int32_t n, int32_t days) {
  const size_t count = (size_t)n * (size_t)days;
  for (size_t i = 0; i < count; i++)
    if (!isfinite(returns[i])) return false;
  return true;
}

bool tide__row_standardize(const double *row, int32_t days, double *out) {
  const double mean = tide__mean(row, days);
  const double around = tide__sum_products(row, mean, row, mean, days);
  /* what does not move cancels up to rounding */
  if (!(around > 1e-12 * tide__sum_products(row, 0.0, row, 0.0, days))) return false;
  const double length = sqrt(around);
  for (int32_t t = 0; t < days; t++) out[t] = (row[t] - mean) / length;
  return true;
}

/* Products of TILE rows from a and TILE from b: sixteen sums that do not wait for each
 * other, each number loaded once for four of them. */
TIDE__CLONES static void multiply_tile(const double *const *a, const double *const *b,
                                       int32_t width, double *out) {
  tide__lanes sum[TILE][TILE] = {0};
  int32_t t = 0;
  for (; t + TIDE__LANES <= width; t += TIDE__LANES)
    for (int32_t i = 0; i < TILE; i++)
      for (int32_t j = 0; j < TILE; j++) sum[i][j] += TIDE__LOAD(a[i] + t) * TIDE__LOAD(b[j] + t);
  for (int32_t i = 0; i < TILE; i++)
    for (int32_t j = 0; j < TILE; j++) {
      double total = TIDE__TOTAL(sum[i][j]);
      for (int32_t k = t; k < width; k++) total += a[i][k] * b[j][k];
      out[i * TILE + j] = total;
    }
}

/* TILE rows from `first` on; those past the last are it again. */
static void take_rows(const double *const *rows, int32_t n, int32_t first, const double **out) {
  for (int32_t i = 0; i < TILE; i++) out[i] = rows[first + i < n ? first + i : n - 1];
}

void tide__rows_multiply(const double *const *a, int32_t na, const double *const *b, int32_t nb,
                         int32_t width, double *out) {
  const double *left[TILE], *right[TILE];
  double product[TILE * TILE];
  for (int32_t j = 0; j < nb; j += TILE) {
    take_rows(b, nb, j, right);
    for (int32_t i = 0; i < na; i += TILE) {
      take_rows(a, na, i, left);
      multiply_tile(left, right, width, product);
      for (int32_t k = 0; k < TILE * TILE; k++) {
        const int32_t row = i + k / TILE, column = j + k % TILE;
        if (row < na && column < nb) out[(size_t)row * (size_t)nb + (size_t)column] = product[k];
      }
    }
  }
}

/* TILE rows from `first` on; those past the last are it again. */
static void find_rows(const double *rows, int32_t n, int32_t width, int32_t first,
                      const double **out) {
  for (int32_t i = 0; i < TILE; i++) {
    const int32_t row = first + i < n ? first + i : n - 1;
    out[i] = rows + (size_t)row * (size_t)width;
  }
}

double tide__gram_squares(const double *rows, int32_t n, int32_t width) {
  const double *a[TILE], *b[TILE];
  double product[TILE * TILE], sum = 0.0;
  for (int32_t i = 0; i < n; i += TILE) {
    find_rows(rows, n, width, i, a);
    for (int32_t j = 0; j <= i; j += TILE) {
      find_rows(rows, n, width, j, b);
      multiply_tile(a, b, width, product);
      const double times = i == j ? 1.0 : 2.0;
      for (int32_t k = 0; k < TILE * TILE; k++)
        if (i + k / TILE < n && j + k % TILE < n) sum += times * product[k] * product[k];
    }
  }
  return sum;
}
