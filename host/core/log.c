/* log.c -- logarithms of whole columns, as many side by side as the processor can. */
#include "core/log.h"

#include "core/cpu.h"

TIDE__CLONES void tide__logs(int32_t n, const double *x, double *y) {
  for (int32_t i = 0; i < n; i++) y[i] = tide__log(x[i]);
}

TIDE__CLONES void tide__log_ratios(int32_t n, const double *a, const double *b, double *y) {
  for (int32_t i = 0; i < n; i++) y[i] = tide__log(a[i] / b[i]);
}
