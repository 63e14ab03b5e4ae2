/* long_run.h -- the variance of a mean whose numbers hang together. */
#pragma once
#include <stdint.h>

/* Long-run variance of y [n], n >= 3: n times the variance of its mean. scratch [n]. */
double tide__long_run_variance(const double *y, int32_t n, double *scratch);
