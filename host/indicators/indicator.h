/* indicator.h -- what every indicator file includes.
 *
 * A file defines `const tide_indicator tide_ind_NAME` at its foot; its header
 * comment is the formula in the reference. Its run() may assume valid
 * parameters and at least one bar, writes NaN before the lookback, and says
 * TIDE_ESHORT when no bar is defined. Recursive indicators stay undefined after
 * a NaN in the middle of a column; windowed ones recover when it has left. */
#pragma once
#include "core/nan.h"
#include "tide.h"

/* Fills the undefined beginning. False when nothing is left to compute. */
static inline bool tide__begin(double *y, int32_t n, int32_t lookback) {
  tide__nan_fill(y, n < lookback ? n : lookback);
  return n > lookback;
}
