/* moments.h -- mean, variance and shape of a column of numbers. */
#pragma once
#include "core/nan.h"
#include "core/reduce.h"
#include "tide.h"

static inline double tide__mean(const double *x, int32_t n) {
  return n > 0 ? tide__sum(x, n) / n : TIDE__NAN;
}

/* Sample variance; NaN below two values. */
static inline double tide__variance(const double *x, int32_t n, double mean) {
  return n > 1 ? tide__sum_products(x, mean, x, mean, n) / (n - 1) : TIDE__NAN;
}

/* Fills skew and kurtosis of m from returns [m->n] that are not all the same. */
void tide__moments_shape(tide_moments *m, const double *r, double mean);
