/* grouped.h -- an exponential average whose bars do not wait for each other.
 *
 * By y += (x - y) * alpha each bar waits for the one before, which is most of the time
 * such an average takes. Here bars go in groups of eight, the first of them the first
 * after the seed. With k the first value of a group and z = y - k of the average before:
 *
 *   y[j] = k + (z * keep^(j+1) + c[j]), keep = 1 - alpha, j = 0 .. 7
 *   c[j] = c[j-1] * keep + (x[j] - k) * alpha, c[0] = 0
 *
 * which is the same average, exact where nothing moves. It pays where one average is
 * all there is to do; where several depend on each other, those of average.h do. */
#pragma once
#include "core/nan.h"
#include "indicators/smoothing.h"

enum { TIDE__GROUP = 8 };

/* In the seed, the plain mean of the first `period` values, k is the first of them and
 * c the sum of the differences from it. */
typedef struct {
  double y, alpha, keep;
  double k, z, c, power; /* power: keep^(j+1) */
  int32_t left;          /* bars of the group */
  int32_t period, seen;
} tide__grouped;

static inline void tide__grouped_begin(tide__grouped *a, double period, double alpha) {
  *a = (tide__grouped){.alpha = alpha, .keep = 1.0 - alpha, .period = (int32_t)period};
}

static inline double tide__grouped_seed(tide__grouped *a, double x) {
  if (a->seen == 0) a->k = x;
  a->c += x - a->k;
  if (++a->seen < a->period) return TIDE__NAN;
  return a->y = a->k + a->c / (double)a->period;
}

/* y is NaN until `period` values were seen; a NaN stays for ever. The expectations keep
 * the bars inside a group on one straight path, a third of the time of an average. */
static inline double tide__grouped_next(tide__grouped *a, double x) {
  if (__builtin_expect(a->seen < a->period, 0)) return tide__grouped_seed(a, x);
  if (__builtin_expect(a->left == 0, 0)) {
    a->left = TIDE__GROUP;
    a->k = x;
    a->z = a->y - x;
    a->c = 0.0;
    a->power = a->keep;
  } else {
    a->c = a->c * a->keep + (x - a->k) * a->alpha;
    a->power *= a->keep;
  }
  a->left--;
  return a->y = a->k + (a->z * a->power + a->c);
}
