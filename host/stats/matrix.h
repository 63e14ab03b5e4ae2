/* matrix.h -- returns of many strategies on the same days: a row each. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

bool tide__matrix_finite(const double *returns, int32_t n, int32_t days);

/* Less its mean and divided by the root of its sum of squares: products of two such rows
 * are correlations. False when it does not move. */
bool tide__row_standardize(const double *row, int32_t days, double *out);

/* Products of every row of a with every row of b, into out [na][nb]. */
void tide__rows_multiply(const double *const *a, int32_t na, const double *const *b, int32_t nb,
                         int32_t width, double *out);

/* Sum of the squares of all products of two of n rows, both orders and each with itself. */
double tide__gram_squares(const double *rows, int32_t n, int32_t width);
