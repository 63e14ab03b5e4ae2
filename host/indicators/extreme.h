/* extreme.h -- highest and lowest value of a sliding window, a stretch at a time.
 *
 * An extreme has the same bits however it is found, so each length of window has
 * its own way: short ones from the extremes of 2, 4, 8 ... values, which need no
 * order and are found many at once; long ones from a suffix of one block and a
 * prefix of the next, two comparisons a bar whatever the period. */
#pragma once
#include "indicators/indicator.h"
#include "indicators/rolling.h"

enum { TIDE__TREE_MAX = 256, TIDE__EXTREMES = 512 };

/* The bars of a stretch from t on: results fit [TIDE__PERIOD_MAX]. */
static inline int32_t tide__extremes_len(int32_t period, int32_t t, int32_t n) {
  const int32_t most = period > TIDE__TREE_MAX ? period : TIDE__EXTREMES;
  return n - t < most ? n - t : most;
}

/* y[i], i < len: the extreme of x[i - period + 1 .. i], NaN where one of them is. */
void tide__highest(const double *x, int32_t period, int32_t len, double *y);
void tide__lowest(const double *x, int32_t period, int32_t len, double *y);
