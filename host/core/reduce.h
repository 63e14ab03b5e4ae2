/* reduce.h -- passes over a column that the compiler may not reorder on its own. */
#pragma once
#include <stdint.h>

void tide__repeat(double *x, int32_t n, double value);

/* First index in [from, to) with x >= limit, else to; lowers *least to the
 * smallest value before it. */
int32_t tide__find_at_least(const double *x, int32_t from, int32_t to, double limit, double *least);

/* First index in [from, to) with x <= limit, else to. */
int32_t tide__find_at_most(const double *x, int32_t from, int32_t to, double limit);

/* Of x[0 .. n), in an order that does not depend on the instruction set: eight
 * running sums, then their sum. */
double tide__sum(const double *x, int32_t n);

/* Of (x - mean_x) * (y - mean_y), in the same order; x and y may be the same. */
double tide__sum_products(const double *x, double mean_x, const double *y, double mean_y,
                          int32_t n);
