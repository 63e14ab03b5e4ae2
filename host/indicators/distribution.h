/* distribution.h -- where in its range a bar closed, times its volume. */
#pragma once

/* volume at the high, -volume at the low, 0 where the bar has no range, NaN where
 * any is. */
static inline double tide__distribution(double high, double low, double close, double volume) {
  const double range = high - low;
  const double place = ((close - low) - (high - close)) / range;
  return range <= 0.0 ? 0.0 * volume : place * volume;
}
